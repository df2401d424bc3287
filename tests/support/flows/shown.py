"""Button lists of screens of the shipped book, for tests that match a typed answer to a button."""

from flows.reading.screen_labels import Shown

STEP = [
    Shown("done", "✅ Готово"),
    Shown("cannot", "Не получается"),
    Shown("where", "Где это?"),
    Shown("send", "📨 Отправить"),
    Shown("back", "◀ Назад"),
]
QUESTION = [
    Shown("yes", "Да, есть"),
    Shown("no", "Нет"),
    Shown("dont_know", "🤷 Не знаю"),
    Shown("later", "Потом"),
]
CHILDREN = [Shown("c9", "ребёнок 9, 3Б"), Shown("c10", "ребёнок 10, 5А"), Shown("new", "Добавить ребёнка")]
GRADES = [Shown(f"g{grade}", f"{grade} класс") for grade in range(5, 10)]
SWITCH = [Shown("on", "Включить автообновление"), Shown("out", "Выйти"), Shown("ready", "Не готово")]

BIRTH = [
    Shown("manual", "Данные введены вручную"),
    Shown("checking", "Проверка данных"),
    Shown("searching", "Поиск данных"),
    Shown("not_found", "Не найдено в загсе"),
    Shown("failed", "Другая ошибка"),
    Shown("verified", "Проверено"),
    Shown("unseen", "Не вижу статуса"),
    Shown("back", "‹ Назад"),
]
SNILS = [*BIRTH[:3], Shown("not_found", "Не найден в СФР"), *BIRTH[4:]]
SNILS_WHERE = [*SNILS[:6], Shown("dont_know", "Не знаю, подскажите")]
ONLY_VERIFIED = [
    Shown("verified", "Проверено"), Shown("not_verified", "Написано другое"), Shown("dont_know", "Не знаю, подскажите"),
]  # fmt: skip

AGES = [
    Shown("under_14", "Младше 14 лет"), Shown("teen", "От 14 до 17 лет"), Shown("adult", "18 лет и старше"),
    Shown("back", "‹ Назад"),
]  # fmt: skip

WHO = [
    Shown("creator", "Родитель, карточка моя"), Shown("second", "Второй родитель"), Shown("not_parent", "Не родитель"),
    Shown("dont_know", "Не знаю, подскажите"),
]  # fmt: skip
CONSENT = [Shown("agree", "Даю согласие"), Shown("refuse", "Не даю"), Shown("details", "Что именно хранится")]
STEPS = {
    "opened": [Shown("opened", "Раздел открыт"), Shown("cannot", "Не получается")],
    "ready": [Shown("ready", "Сверяю по бумаге, дальше"), Shown("several", "Детей несколько")],
    "done": [Shown("done", "Карточка сохранена"), Shown("cannot", "Не получается")],
    "skip": [Shown("again", "К вопросу"), Shown("skip", "Пропустить")],
}

MAP = [
    Shown("card", "Карточка ребёнка"), Shown("status", "Статус документа"), Shown("menu/step", "Следующий шаг"),
    Shown("share", "Второму родителю"), Shown("menu/another", "Ещё один ребёнок"), Shown("account", "Учётная запись"),
    Shown("welcome/with_code", "Ввести код"), Shown("human/who", "Кто что решает"),
    Shown("beyond", "Дневник, Сферум и другое"),
]  # fmt: skip
