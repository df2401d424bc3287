"""Builds the objects of the SQLite store once, one for each subject.

They share one connection and serve every transaction.
"""

from storage.port.store import Work
from storage.sqlite.core.memory import Memory
from storage.sqlite.core.statements import Makers, Statements
from storage.sqlite.delivery.broadcasts import SqlBroadcasts
from storage.sqlite.delivery.budget import SqlBudget
from storage.sqlite.delivery.deliveries import SqlDelivery
from storage.sqlite.delivery.dialogs import SqlDialogs
from storage.sqlite.delivery.due_times import SqlDueTimes
from storage.sqlite.delivery.fan_out import SqlFanOut
from storage.sqlite.delivery.files import SqlFiles
from storage.sqlite.delivery.postponed import SqlPostponed
from storage.sqlite.delivery.segments import SqlSegments
from storage.sqlite.delivery.skipping import Skipping
from storage.sqlite.delivery.stale import StaleReminders
from storage.sqlite.delivery.timers import SqlTimers
from storage.sqlite.delivery.urgent import SqlUrgentLetters
from storage.sqlite.people.chats import SqlChats
from storage.sqlite.people.codes import SqlCodes
from storage.sqlite.people.current_steps import CurrentSteps
from storage.sqlite.people.erasure import SqlErasure
from storage.sqlite.people.families import SqlFamilies
from storage.sqlite.people.links import SqlLinks
from storage.sqlite.people.roles import SqlRoles
from storage.sqlite.people.slips import SqlSlips
from storage.sqlite.people.turns import SqlTurns
from storage.sqlite.people.updates import SqlUpdates
from storage.sqlite.school.boards import SqlBoards
from storage.sqlite.school.campaigns import SqlCampaigns
from storage.sqlite.school.examples import SqlExamples
from storage.sqlite.school.extracts import SqlExtracts
from storage.sqlite.school.handovers import SqlHandovers
from storage.sqlite.school.orders import SqlOrders
from storage.sqlite.school.reminders import SqlReminders
from storage.sqlite.school.requests import SqlRequests
from storage.sqlite.school.rounds import SqlRounds
from storage.sqlite.school.schools import SqlSchools
from storage.sqlite.school.setup import SqlSetup
from storage.sqlite.school.submitted_examples import SqlSubmittedExamples
from storage.sqlite.school.tickets import SqlTickets
from storage.sqlite.school.unrecognised import SqlUnrecognised


def parts(db: Statements, makers: Makers, memory: Memory) -> Work:
    """Build the objects for all subjects of a store, and connect those that use each other."""
    examples, links, roles = SqlExamples(db, makers, memory), SqlLinks(db, makers), SqlRoles(db, makers)
    families, slips = SqlFamilies(db, makers), SqlSlips(db, makers)
    segments, budget = SqlSegments(db), SqlBudget(db)
    return Work(
        updates=SqlUpdates(db),
        chats=SqlChats(db, makers, examples),
        dialogs=SqlDialogs(db),
        turns=SqlTurns(db, makers, CurrentSteps(db)),
        timers=SqlTimers(db),
        postponed=SqlPostponed(db),
        delivery=SqlDelivery(db, memory, Skipping(db, segments, budget), StaleReminders(db)),
        files=SqlFiles(db),
        due_times=SqlDueTimes(db),
        codes=SqlCodes(db, makers, links),
        links=links,
        roles=roles,
        schools=SqlSchools(db, makers),
        setup=SqlSetup(db, makers, families, slips),
        families=families,
        slips=slips,
        erasure=SqlErasure(db, memory),
        tickets=SqlTickets(db),
        extracts=SqlExtracts(db, roles),
        orders=SqlOrders(db, makers),
        handovers=SqlHandovers(db),
        requests=SqlRequests(db),
        boards=SqlBoards(db),
        segments=segments,
        broadcasts=SqlBroadcasts(db),
        fan_out=SqlFanOut(db, makers, segments, budget),
        budget=budget,
        urgent=SqlUrgentLetters(db),
        campaigns=SqlCampaigns(db, makers, roles),
        rounds=SqlRounds(db),
        reminders=SqlReminders(db),
        unrecognised=SqlUnrecognised(db),
        submitted_examples=SqlSubmittedExamples(db, makers),
        examples=examples,
    )
