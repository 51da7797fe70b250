/** What the fake vendor's pages say. */
export const words = {
  en: {
    hello: (name: string) => `Hello ${name},`,
    other: 'हिन्दी में दिखाएँ',
    verification: (title: string) => `Verification: ${title}`,
    privacy: {
      title: 'Instructions and privacy policy',
      lines: [
        'Your answers, times and marks are passed on to the college that asked for this assessment. Nothing else is done with them in this simulator.',
        'Find a quiet place. A section’s clock runs from its start to its end; you may leave a section, which stops the clock, and come back to it.',
      ],
      agree: 'I agree, continue',
    },
    overview: {
      title: 'Your assessment',
      how: 'Sit the sections in any order. When all of them are finished, submit the assessment.',
      minutes: (minutes: number) => `${minutes} minutes`,
      start: (title: string) => `Start section ${title}`,
      resume: (title: string) => `Resume section ${title}`,
      allDone: 'All sections are finished.',
      submit: 'Submit assessment',
    },
    states: {
      'Not Started': 'not started',
      'In Progress': 'in progress',
      'Awaiting Resume': 'left, waiting to be resumed',
      Completed: 'finished',
    },
    section: {
      left: (minutes: number, clock: string) =>
        `About ${minutes} minutes left. The section closes at ${clock} (India time).`,
      how: 'Answers are kept when you press a button. When the time is over, the answers kept until then count.',
      saved: (count: number, of: number) => `Answers saved: ${count} of ${of}`,
      question: (number: number, of: number) => `Question ${number} of ${of}`,
      finish: 'Finish section',
      save: 'Save answers',
      leave: 'Leave test',
    },
    left: {
      title: 'You left the test',
      text: 'Your answers are kept and the clock is stopped. To go on, open the test again from your college’s page.',
    },
    submitted: {
      title: 'Your assessment is submitted',
      text: 'Your college’s page shows your result. You can close this tab.',
      back: 'Back to your college’s page',
    },
  },
  hi: {
    hello: (name: string) => `नमस्ते ${name},`,
    other: 'Show in English',
    verification: (title: string) => `सत्यापन: ${title}`,
    privacy: {
      title: 'निर्देश और गोपनीयता नीति',
      lines: [
        'आपके उत्तर, समय और अंक उस कॉलेज को दिए जाते हैं जिसने यह मूल्यांकन माँगा है। इस सिमुलेटर में उनका और कुछ नहीं किया जाता।',
        'शांत जगह पर बैठें। खंड की घड़ी शुरू से अंत तक चलती है; आप खंड छोड़ सकते हैं, तब घड़ी रुक जाती है, और बाद में लौट सकते हैं।',
      ],
      agree: 'मैं सहमत हूँ, आगे बढ़ें',
    },
    overview: {
      title: 'आपका मूल्यांकन',
      how: 'खंड किसी भी क्रम में दें। सब पूरे होने पर मूल्यांकन जमा करें।',
      minutes: (minutes: number) => `${minutes} मिनट`,
      start: (title: string) => `खंड शुरू करें: ${title}`,
      resume: (title: string) => `खंड फिर शुरू करें: ${title}`,
      allDone: 'सभी खंड पूरे हो गए।',
      submit: 'मूल्यांकन जमा करें',
    },
    states: {
      'Not Started': 'शुरू नहीं हुआ',
      'In Progress': 'चल रहा है',
      'Awaiting Resume': 'छोड़ा गया, आगे बढ़ना बाकी',
      Completed: 'पूरा हुआ',
    },
    section: {
      left: (minutes: number, clock: string) =>
        `लगभग ${minutes} मिनट बचे हैं। खंड ${clock} बजे (भारतीय समय) बंद होगा।`,
      how: 'बटन दबाने पर उत्तर सहेजे जाते हैं। समय पूरा होने पर तब तक सहेजे गए उत्तर गिने जाते हैं।',
      saved: (count: number, of: number) => `सहेजे गए उत्तर: ${of} में से ${count}`,
      question: (number: number, of: number) => `${of} में से सवाल ${number}`,
      finish: 'खंड पूरा करें',
      save: 'उत्तर सहेजें',
      leave: 'परीक्षा छोड़ें',
    },
    left: {
      title: 'आपने परीक्षा छोड़ दी',
      text: 'आपके उत्तर सहेजे हुए हैं और घड़ी रुकी है। आगे बढ़ने के लिए अपने कॉलेज के पेज से परीक्षा फिर खोलें।',
    },
    submitted: {
      title: 'आपका मूल्यांकन जमा हो गया',
      text: 'परिणाम आपके कॉलेज के पेज पर दिखेगा। अब आप यह टैब बंद कर सकते हैं।',
      back: 'अपने कॉलेज के पेज पर लौटें',
    },
  },
} as const
