/**
 * Whether an answer is nothing but phrases that engines learned from subtitles of films and videos, where they stand
 * over music and silence. People say some of them, too: by itself this proves nothing.
 */
export function isKnownPhrase(text: string): boolean {
  const folded = fold(text);
  if (phrases.has(folded) || credits.test(folded)) return true;
  const sentences = text.split(/[.!?…。！？]+/u).map(fold);
  const said = sentences.filter((sentence) => sentence !== '');
  return said.length > 1 && said.every((sentence) => phrases.has(sentence) || credits.test(sentence));
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Who made the subtitles: nobody says that in a recording. */
const credits =
  /amara org|dimatorzok|castingwords|otter ai|субтитры (сделал|создавал|подготовил|делал)|редактор субтитров/;

const phrases = new Set(
  `you
  bye
  bye bye
  thank you
  thank you very much
  thank you so much
  thanks for watching
  thank you for watching
  thank you so much for watching
  thanks for watching and see you next time
  thanks for listening
  please subscribe
  please subscribe to my channel
  like and subscribe
  don t forget to subscribe
  see you next time
  see you in the next video
  i ll see you in the next video
  i ll see you next time
  the end
  to be continued
  продолжение следует
  спасибо
  спасибо за просмотр
  спасибо за внимание
  спасибо за субтитры
  всем пока
  до новых встреч
  до свидания
  подписывайтесь на канал
  подписывайтесь на мой канал
  подпишись на канал
  ставьте лайки и подписывайтесь на канал
  увидимся в следующем видео
  с вами был игорь негода
  конец
  дякую за перегляд
  дякую
  дякуємо за перегляд
  далі буде
  vielen dank
  vielen dank fürs zuschauen
  bis zum nächsten mal
  untertitel im auftrag des zdf für funk 2017
  untertitelung des zdf 2020
  copyright wdr 2021
  merci
  merci d avoir regardé cette vidéo
  merci d avoir regardé
  abonnez vous
  à bientôt
  à suivre
  sous titrage société radio canada
  sous titrage st 501
  gracias
  gracias por ver
  gracias por ver el video
  suscríbete al canal
  suscríbete
  hasta la próxima
  continuará
  obrigado
  obrigada
  obrigado por assistir
  inscreva se no canal
  tchau
  grazie
  grazie per aver guardato il video
  sottotitoli e revisione a cura di qtss
  iscrivetevi al canale
  dziękuję
  dziękuję za oglądanie
  dziękuję za uwagę
  bedankt voor het kijken
  tot de volgende keer
  tack för att ni tittade
  textning stina hedin www btistudios com
  altyazı m k
  izlediğiniz için teşekkür ederim
  abone olmayı unutmayın
  titulky vytvořil johnyx
  ご視聴ありがとうございました
  最後までご視聴ありがとうございました
  チャンネル登録お願いします
  おやすみなさい
  谢谢观看
  謝謝觀看
  感谢观看
  请订阅我的频道
  请不吝点赞 订阅 转发 打赏支持明镜与点点栏目
  優優獨播劇場 yoyo television series exclusive
  시청해 주셔서 감사합니다
  시청해주셔서 감사합니다
  구독과 좋아요 부탁드립니다
  mbc 뉴스 이덕영입니다
  اشتركوا في القناة
  شكرا للمشاهدة
  תודה רבה
  תודה שצפיתם`
    .split('\n')
    .map(fold),
);
