"""To-do, button and guard, asked of one row for everybody.

What a guard says against a thing may come later than the to-do (the page tells it); what it says
against a person must keep the person from being told. So of all who are told to take an act on a
row, the guard says the same.
"""


def sources(workflow):
    """The states that can be left, in the order of the table."""
    return list(dict.fromkeys(state for one in workflow.transitions for state in one.sources))


def holds(workflow, row, users):
    offered = {user: dict(_offered(workflow, row, user)) for user in users}
    for transition in workflow.transitions:
        name, about = transition.name, (workflow.noun, transition.name, row)
        if transition.is_inner:
            assert not any(name in acts for acts in offered.values()), about
            continue
        told = [user for user in users if workflow.awaits(name, row, user)]
        for user in told:
            assert name in offered[user], (*about, user, "is told of what no button offers")
        answers = {tuple(offered[user][name]) for user in told}
        assert len(answers) <= 1, (*about, told, answers, "a guard bars a person who is told")
        for user, acts in offered.items():
            if name in acts and user not in told:
                assert acts[name], (*about, user, "may do what the table bars him from")


def _offered(workflow, row, user):
    for transition, reasons in workflow.available(row, user, with_refused=True):
        yield transition.name, reasons
