"""Labels of the buttons in lists."""

from datetime import date

import pytest

from bot.rendering import labels
from flows.text.labels import child_label, class_label, family_label, family_title, letters, ticket_label

DAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        (labels.role_label("3Б", "", DAY), "3Б · с 16.11.26"),
        (labels.role_label("3Б", "2026-12-12", DAY), "3Б · замещает до 12.12"),
        (labels.signature_label("заявка, отклонили", 12), "заявка, отклонили · 12"),
        (labels.signature_label("подтверждения, подтверждения, №", 3), "подтверждения, подтверждени… · 3"),
        (labels.submitted_label("а  как\nпонять"), "а как понять"),
        (labels.request_label("3Б", "myschool", 2, DAY), "3Б · Моя школа · 2 · с 16.11"),
        (labels.order_label(DAY), "От 16.11.26"),
        (labels.order_label(DAY, "3 из 5"), "От 16.11.26 · 3 из 5"),
        (labels.extract_label(7, DAY), "Семья 7 · просили 16.11"),
        (labels.extract_label(None, DAY), "Новая семья · просили 16.11"),
        (labels.goal_label("account"), "Учётная запись ребёнка"),
        (labels.campaign_label("diary", DAY), "Вход в дневник · до 16.11"),
        (labels.stuck_label("check", 4), "Проверка · 4"),
        (class_label("3Б", ""), "3Б"),
        (class_label("3Б", "2026-12-12"), "3Б, до 12.12"),
        (child_label(1, "3Б"), "Ребёнок 1, 3Б"),
        (child_label(2, ""), "Ребёнок 2"),
        (ticket_label(12, "3Б"), "№\u00a012, 3Б"),
        (family_label(7, None), "семья 7"),
        (family_title(None, 2), "Новая семья Б"),
        (letters(21), "АА"),
    ],
)
def test_what_a_label_says(label: str, shown: str) -> None:
    assert label == shown
