"""What a report tells of the make-up of pages: what was chosen for each section, and what else was weighed."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.frames.layout_decisions import Candidate, MakeUp, SectionMakeUp, SheetMakeUp, SlotFit
from reportgen.layout.pages.page_heights import PageMeasures
from reportgen.layout.pages.plans import PageDecision
from reportgen.layout.pages.reused_decisions import NewsletterDecision, SectionDecision
from reportgen.layout.pages.side_by_side import BandMaker, Choice
from reportgen.layout.relaxed_templates import RELAXED


def sheet_reports(pages: Sequence[PageDecision], measures: PageMeasures) -> tuple[SheetMakeUp, ...]:
    """The cost of each page, and how much of its height is filled."""
    sheets: list[SheetMakeUp] = []
    for number, decision in enumerate(pages, 1):
        plan = decision.plan
        white = max(0.0, plan.room - measures.natural(plan)) if plan.after.carried is None else 0.0
        sheets.append(SheetMakeUp(number, plan.cost, 1 - white / plan.room))
    return tuple(sheets)


def section_decisions(pages: Sequence[PageDecision]) -> tuple[SectionDecision, ...]:
    """How each section begins and on which pages it stands (from 1), in the sections' order."""
    numbers: dict[int, list[int]] = {}
    begun: dict[int, tuple[Choice, PageDecision]] = {}
    for number, decision in enumerate(pages, 1):
        if decision.plan.carried is not None:
            numbers[decision.plan.carried.section].append(number)
        for choice in decision.plan.choices:
            numbers[choice.section] = [number]
            begun[choice.section] = (choice, decision)
    return tuple(
        SectionDecision(
            section,
            choice,
            choice is decision.plan.broken,
            tuple(numbers[section]),
            Candidate(_named(choice), decision.cost),
            _runner_up(choice, decision),
        )
        for section, (choice, decision) in sorted(begun.items())
    )


def make_up_of(decided: NewsletterDecision, bands: BandMaker) -> MakeUp:
    """The decisions for a newsletter with the words that it has now, as a report tells them."""
    sections: list[SectionMakeUp] = []
    for one in decided.beginnings:
        section = bands.sections[one.section]
        fits: tuple[SlotFit, ...] = () if one.broken else bands.lay(one.choice).fits
        sections.append(
            SectionMakeUp(
                section.index,
                section.type,
                section.title,
                section.where,
                one.pages,
                (one.choice.template.removesuffix(RELAXED),) * len(one.pages),
                one.taken,
                one.runner_up,
                fits,
                one.choice.template.endswith(RELAXED),
            )
        )
    return MakeUp(tuple(sections), decided.sheets)


def _named(choice: Choice) -> str:
    return f"{choice.template} × {choice.span}"


def _runner_up(chosen: Choice, decision: PageDecision) -> Candidate | None:
    """The cheapest other template, or span, for a section among all ways to make up its page."""
    best: dict[str, float] = {}
    for cost, plan in decision.alternatives:
        for choice in plan.choices:
            name = _named(choice)
            if choice.section == chosen.section and name != _named(chosen):
                best[name] = min(cost, best.get(name, cost))
    if not best:
        return None
    name = min(best, key=lambda name: (best[name], name))
    return Candidate(name, best[name])
