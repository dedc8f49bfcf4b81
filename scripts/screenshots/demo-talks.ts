/** A talk of the demonstration: who says what, in turn. A word with a question mark in front is one the engine doubts. */
export interface DemoTalk {
  readonly fileName: string;
  readonly language: 'en' | 'ru';
  readonly speakers: readonly string[];
  readonly lines: readonly (readonly [speaker: number, text: string])[];
}

export const planning: DemoTalk = {
  fileName: 'Weekly planning.m4a',
  language: 'en',
  speakers: ['Anna', 'Ben', 'Chloe'],
  lines: [
    [0, 'Good morning, everybody. Let us begin with what is left over from last week.'],
    [
      1,
      'The import is done. It took longer than I had hoped, because the old archive had two kinds of dates.',
    ],
    [0, 'Did anything get lost on the way?'],
    [1, 'Nothing. I counted the rows before and after, and wrote the numbers into the ?ledger.'],
    [2, 'I heard from the people in ?Tromsø. They would like the first episode before the end of the month.'],
    [0, 'That is three weeks. What do we need for it?'],
    [
      2,
      'A cut of the interview, the subtitles in two languages, and a cover that does not look like the last one.',
    ],
    [1, 'I can give you the subtitles tomorrow. The transcript is there already, it only wants reading.'],
    [0, 'How good is it?'],
    [1, 'Good. Twelve words were marked as doubtful, and eight of those were names of villages.'],
    [2, 'Then I will go through the names this afternoon. I still have the map from the journey.'],
    [0, 'Wonderful. Ben, would you set the deadline for the cut to Thursday?'],
    [1, 'Thursday noon. If I am late, it will be because of the ?wind noise in the second half.'],
    [2, 'There is a quieter take of that answer. I put a note at the place where it begins.'],
    [0, 'Then we have a plan. Is there anything that worries you?'],
    [2, 'Only the music. We asked twice and have no answer about the rights.'],
    [0, 'I will call them today, and tell you by the evening what they said.'],
    [1, 'And if they refuse, my brother plays the ?nyckelharpa. I am not joking.'],
    [2, 'I would like to hear that in either case.'],
    [0, 'So would I. Thank you, that was quick. Until Thursday.'],
  ],
};

export const interview: DemoTalk = {
  fileName: 'Интервью с реставратором.mp3',
  language: 'ru',
  speakers: ['Мария', 'Илья Сергеевич'],
  lines: [
    [0, 'Здравствуйте! Сегодня у нас в гостях реставратор старых радиоприёмников.'],
    [1, 'Здравствуйте. Спасибо, что позвали, в мастерской ко мне обычно приходят одни приёмники.'],
    [0, 'С чего началась ваша коллекция?'],
    [
      1,
      'С дедушкиной «?Спидолы». Она молчала лет двадцать, а потом я заменил один ?конденсатор, и она заговорила.',
    ],
    [0, 'Что вы услышали первым?'],
    [1, 'Прогноз погоды для рыбаков. Мне показалось, что ничего прекраснее я в жизни не слышал.'],
    [0, 'А сколько приёмников у вас сейчас?'],
    [1, 'Сорок один. Сорок второй стоит в прихожей, но жена о нём пока не знает.'],
    [0, 'Мы никому не скажем. Трудно ли сегодня достать детали?'],
    [
      1,
      'Лампы ещё можно найти на рынках. Труднее со шкалами: стекло бьётся, а названия городов приходится рисовать заново.',
    ],
    [0, 'И вы рисуете?'],
    [1, 'Рисую. Однажды ошибся и поставил Ригу рядом с ?Тбилиси. Хозяин попросил не исправлять.'],
  ],
};
