import type { Localised } from '../schema/partners'

export type SeedTemplate = {
  name: string
  purpose: 'service' | 'news'
  subject: Localised
  body: Localised
}

/** Letters that every demo college has written and published. */
export const seedTemplates: SeedTemplate[] = [
  {
    name: 'Form not finished',
    purpose: 'service',
    subject: {
      en: 'Your application {{application_number}} is waiting for you',
      hi: 'आपका आवेदन {{application_number}} आपकी प्रतीक्षा में है',
    },
    body: {
      en: 'Dear {{applicant_name}},\n\nyour application to {{intake}} is saved, and nothing you typed is lost. What comes next: {{next_step}}.\n\nThe intake closes on {{closing_date}}. Go on here: {{link}}',
      hi: 'प्रिय {{applicant_name}},\n\n{{intake}} के लिए आपका आवेदन सुरक्षित है, और आपका लिखा कुछ भी खोया नहीं है। आगे: {{next_step}}।\n\nअंतिम तिथि {{closing_date}} है। यहाँ से आगे बढ़ें: {{link}}',
    },
  },
  {
    name: 'Fee not paid',
    purpose: 'service',
    subject: {
      en: 'One step left: the fee for {{application_number}}',
      hi: 'एक चरण बाकी: {{application_number}} का शुल्क',
    },
    body: {
      en: 'Dear {{applicant_name}},\n\nyour form is with us. The application fee of {{fee}} is due before {{closing_date}}; the assessment opens at once when it is settled.\n\nIf money has left your account already, do not pay again: the page tells you what your bank says. {{link}}',
      hi: 'प्रिय {{applicant_name}},\n\nआपका आवेदन पत्र हमें मिल गया है। {{fee}} का आवेदन शुल्क {{closing_date}} से पहले देय है; शुल्क मिलते ही परीक्षा खुल जाती है।\n\nयदि आपके खाते से पैसे कट चुके हैं तो दोबारा भुगतान न करें: पृष्ठ बताएगा कि आपका बैंक क्या कहता है। {{link}}',
    },
  },
  {
    name: 'Open day',
    purpose: 'news',
    subject: { en: 'Come and see {{partner}}', hi: '{{partner}} देखने आइए' },
    body: {
      en: 'Dear {{applicant_name}},\n\nour open day shows the laboratories, the library and the hostels. Teachers of {{first_choice}} answer your questions.',
      hi: 'प्रिय {{applicant_name}},\n\nहमारे ओपन डे पर प्रयोगशालाएँ, पुस्तकालय और छात्रावास देखें। {{first_choice}} के शिक्षक आपके प्रश्नों के उत्तर देंगे।',
    },
  },
]
