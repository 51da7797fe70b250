import type { DecisionKind } from '../../lib/domain/decisions/decision'
import type { LetterText } from '../../lib/domain/decisions/letter'

const registrar = {
  en: { signatory: 'Dr. Sudha Rao', designation: 'Registrar (Admissions)' },
  hi: { signatory: 'डॉ. सुधा राव', designation: 'कुलसचिव (प्रवेश)' },
}

/** What the demo colleges write to an applicant about a decision, in both languages. */
export const decisionLetters: Record<DecisionKind, { en: LetterText; hi: LetterText }> = {
  admit: {
    en: {
      ...registrar.en,
      subject: 'Offer of admission to {{programme}}',
      body: 'Dear {{applicant_name}},\n\nWe are glad to offer you a seat in {{programme}}, {{intake}}. The seat is from the category: {{category}}. The offer rests on your application {{application_number}} and the documents you gave with it.\n\nPlease accept or decline in the portal by {{respond_by}}. A seat that is not accepted by then goes to the next applicant on the waitlist.\n\nThe application fee for this intake was {{application_fee}}. The accounts office will write to you about the tuition fee.\n\nWe look forward to meeting you at {{partner}}.',
    },
    hi: {
      ...registrar.hi,
      subject: '{{programme}} में प्रवेश का प्रस्ताव',
      body: 'प्रिय {{applicant_name}},\n\nआपको {{programme}}, {{intake}} में एक सीट देते हुए हमें हर्ष है। यह सीट इस श्रेणी की है: {{category}}। यह प्रस्ताव आपके आवेदन {{application_number}} और उसके साथ दिए गए प्रमाण-पत्रों पर आधारित है।\n\nकृपया पोर्टल में {{respond_by}} तक इसे स्वीकार या अस्वीकार करें। तब तक स्वीकार न की गई सीट प्रतीक्षा सूची के अगले आवेदक को चली जाएगी।\n\nइस सत्र का आवेदन शुल्क {{application_fee}} था। शिक्षण शुल्क के बारे में लेखा कार्यालय आपको लिखेगा।\n\n{{partner}} में आपसे मिलने की प्रतीक्षा रहेगी।',
    },
  },
  waitlist: {
    en: {
      ...registrar.en,
      subject: 'Your place on the waitlist of {{programme}}',
      body: 'Dear {{applicant_name}},\n\nAll seats in {{programme}}, {{intake}}, are offered at present. You are on the waitlist, in place {{waitlist_rank}}.\n\nIf a seat comes free for you, we will release an offer in the portal and write to you. You need not do anything. Your place there is always up to date.',
    },
    hi: {
      ...registrar.hi,
      subject: '{{programme}} की प्रतीक्षा सूची में आपका स्थान',
      body: 'प्रिय {{applicant_name}},\n\n{{programme}}, {{intake}} की सभी सीटें फ़िलहाल दी जा चुकी हैं। आप प्रतीक्षा सूची में क्रम {{waitlist_rank}} पर हैं।\n\nआपके लिए सीट ख़ाली होने पर हम पोर्टल में प्रस्ताव जारी करेंगे और आपको लिखेंगे। आपको कुछ नहीं करना है। पोर्टल में आपका क्रम हमेशा ताज़ा रहता है।',
    },
  },
  deny: {
    en: {
      ...registrar.en,
      subject: 'Decision on your application {{application_number}}',
      body: 'Dear {{applicant_name}},\n\nThank you for applying to {{partner}} for {{intake}}. After reading your application with care we cannot offer you a seat this time.\n\nThere were more good applications than seats. This says nothing about what you can become, and you may apply again to a later intake.',
    },
    hi: {
      ...registrar.hi,
      subject: 'आपके आवेदन {{application_number}} पर निर्णय',
      body: 'प्रिय {{applicant_name}},\n\n{{partner}} के {{intake}} के लिए आवेदन करने का धन्यवाद। आपका आवेदन ध्यान से पढ़ने के बाद हम इस बार आपको सीट नहीं दे पा रहे हैं।\n\nअच्छे आवेदन सीटों से अधिक थे। इससे यह तय नहीं होता कि आप क्या बन सकते हैं; आप आगे के किसी प्रवेश सत्र में फिर आवेदन कर सकते हैं।',
    },
  },
}

/** Seats of every programme in every demo intake: some for anybody, some for categories. */
export const demoSeats = { any: 40, obc_ncl: 16, sc: 9, st: 5, ews: 6 } as const
