"""Unify mentions into speakers: mention → entity, for every quotation of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..attribute import Local
from ..lang import Lexicon
from ..model import Document, Quoted
from ..text.names import Name
from .addressed import find_hails
from .beats import give_to_beats, set_listeners_aside, trace_voices
from .cast import build_cast
from .couples import find_couples
from .cues import (
    carry_on,
    classify,
    learn_genders,
    let_groups_go_on,
    look_ahead,
    part_interrupted,
    part_speeches,
    share_cues,
)
from .entities import NOBODY, Cast, Entity, display_of
from .epithets import join_epithets
from .groups import group_of
from .introducing import name_themselves, unmask
from .labels import Labels
from .leads import name_leads
from .narrator import find_narrator
from .nicknames import join_nicknames
from .nouns import Nouns, resolve_nouns
from .obituaries import give_to_deceased
from .parties import settle_parties
from .reading import Decision, decide
from .scene import Scene, build_turns
from .setting import build_scene
from .spoken_of import before_pronouns, enter_described
from .turns import Stage

__all__ = [
    "NOBODY", "Cast", "Decision", "Entity", "Scene", "Stage", "decide", "display_of", "set_stage",
    "settle_parties", "unmask",
]


def set_stage(
    document: Document,
    names: Sequence[Name],
    quoted: Sequence[Quoted],
    locals_: Sequence[Local],
    lexicon: Lexicon,
) -> Stage:
    """Gather all that the decision about speakers needs: cast, scene, turns, classes of cues."""
    cast = build_cast(document.prose, names, lexicon, document.speakers)
    join_nicknames(cast, document.prose, names, quoted, lexicon)
    join_epithets(cast, document.prose, names, lexicon)
    bests = [near for local in locals_ if (near := local.best) is not None]
    cued = Counter(cast.of_name[n.ref] for n in bests if n.ref >= 0 and cast.of_name[n.ref] != NOBODY)
    scene = build_scene(document, names, cast, quoted, cued, lexicon)
    nouns = Nouns(scene, lexicon)
    name_leads(locals_, scene, nouns.classes.roles)
    led_up = before_pronouns(locals_, nouns)
    described = [n for n in bests if n.code in "DUO" and n.ref < 0] + [near for _, near in led_up if near.ref < 0]
    found = resolve_nouns(nouns, sorted(described, key=lambda near: near.start))
    enter_described(led_up, scene, found)
    turns = build_turns(scene, locals_)
    find_hails(turns, document.prose, lexicon)
    labels = Labels(document, names, cast)
    narrator = find_narrator(document, cast, scene, bests)
    cues = [classify(turn, scene, found, labels.entity(turn.quoted), narrator) for turn in turns]
    together: dict[frozenset[int], int] = {}
    for i, (turn, cue) in enumerate(zip(turns, cues, strict=True)):
        if cue.code in ("name", "noun") and cue.near is not None and turn.local.site is not None:
            group = group_of(cue.near, turn.local.site, scene, together)
            if group is not None:
                cues[i] = replace(cue, fixed=group)
    find_couples(turns, cues, scene, together)
    name_themselves(turns, cues, scene)
    set_listeners_aside(turns, cues, scene, lexicon)
    give_to_beats(turns, cues, scene)
    trace_voices(turns, cues, scene)
    look_ahead(turns, cues, scene)
    give_to_deceased(turns, cues, scene)
    part_interrupted(turns, cues, scene)
    part_speeches(turns, cues)
    carry_on(turns, cues, scene)
    share_cues(turns, cues)
    let_groups_go_on(turns, cues, cast)
    learn_genders(turns, cues, cast)
    for cue in cues:
        if cue.code == "label" and cue.fixed is not None:
            scene.enter(cue.fixed)
    return Stage(scene, turns, cues, narrator, lexicon)
