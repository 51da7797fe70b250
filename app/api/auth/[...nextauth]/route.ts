import { authRoute } from '@/lib/platform/auth/options'

export { authRoute as GET, authRoute as POST }
