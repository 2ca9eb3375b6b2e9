//! The closed vocabulary of changes: every difference between two states of a handbook is called by one of these.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Declares the names once: the variant and the words that people read.
macro_rules! names {
    ($($(#[$about:meta])* $name:ident = $words:literal,)*) => {
        /// What a change is called.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Name {
            $($(#[$about])* $name,)*
        }

        impl Name {
            /// All names, in the order of the manual.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The words that people read.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

names! {
    /// It is new.
    Added = "added",
    /// It is gone, and was not retired.
    Removed = "removed",
    /// The same thing has another id or title.
    Renamed = "renamed",
    /// What was a thing of its own is part of another now.
    Merged = "merged",
    /// What was part of another is a thing of its own now.
    Split = "split",
    /// Another role answers for it.
    OwnerChanged = "owner changed",
    /// Header fields say something else that nobody is held to.
    DetailsChanged = "details changed",
    /// Its text says something else.
    Changed = "changed",
    /// Other words for the same.
    Reworded = "reworded",

    /// The sentence says something else.
    SentenceChanged = "sentence changed",
    /// The vision has one more aim.
    AimAdded = "aim added",
    /// The vision has one aim less.
    AimDropped = "aim dropped",
    /// An aim says something else.
    AimReworded = "aim reworded",
    /// What comes first changed: when in doubt, or on the journey.
    OrderChanged = "order changed",
    /// A promise serves another mission.
    MovedToAnotherMission = "moved to another mission",
    /// A mission or a want serves another aim.
    MovedToAnotherAim = "moved to another aim",

    /// A draft is on trial.
    Tried = "tried",
    /// It is in force.
    NowStanding = "now standing",
    /// It was in force and is on trial again.
    BackToTrial = "back to trial",
    /// It was made and is a draft again.
    BackToDraft = "back to draft",
    /// It is no longer made, or no longer done.
    Retired = "retired",
    /// It was retired and is back.
    BroughtBack = "brought back",
    /// Another promise stands in its place.
    ReplacedBy = "replaced by",
    /// It is harder to keep.
    Raised = "raised",
    /// It is easier to keep.
    Lowered = "lowered",
    /// Harder in one way, easier in another.
    ChangedBothWays = "changed both ways",
    /// The two limits are of different sorts.
    NotComparable = "not comparable: please read",
    /// For more people, or on more occasions.
    Widened = "widened",
    /// For fewer people, or on fewer occasions.
    Narrowed = "narrowed",
    /// What is not included changed.
    TermsChanged = "terms changed",
    /// What the customer gets when it is missed changed.
    RemedyChanged = "remedy changed",
    /// A higher rung.
    LevelUp = "level up",
    /// A lower rung.
    LevelDown = "level down",

    /// The least that a system delivers is more.
    FloorRaised = "floor raised",
    /// The least that a system delivers is less.
    FloorLowered = "floor lowered",
    /// A system keeps other promises.
    KeepsChanged = "keeps changed",
    /// What starts the list changed.
    TriggerChanged = "trigger changed",
    /// When one stops to check changed.
    PauseChanged = "pause changed",
    /// How the list is worked changed.
    StyleChanged = "style changed",
    /// A new step.
    StepAdded = "step added",
    /// A step less.
    StepRemoved = "step removed",
    /// A step stands elsewhere among the others.
    StepMoved = "step moved",
    /// A step says something else, or the same in other words.
    StepReworded = "step reworded",
    /// A step has another time limit.
    StepRetimed = "step re-timed",
    /// Another role does a step.
    StepReassigned = "step reassigned",
    /// A step may no longer be left out.
    BecameAMust = "became a must",
    /// A step may be left out.
    NoLongerAMust = "no longer a must",
    /// Another role takes over from a step, or hands over to it.
    HandOffChanged = "hand-off changed",
    /// Several steps are one now.
    StepsMerged = "steps merged",
    /// One step is several now.
    StepSplit = "step split",
    /// A small improvement began.
    PlusOneTried = "plus-one tried",
    /// A small improvement is kept.
    PlusOneKept = "plus-one kept",
    /// A small improvement was given up.
    PlusOneDropped = "plus-one dropped",
    /// What was a little more is the least now.
    PlusOneBecameFloor = "plus-one became floor",
    /// What was the least is a little more now.
    FloorBecamePlusOne = "floor became plus-one",

    /// A want was heard.
    Heard = "heard",
    /// We will do it.
    Adopted = "adopted",
    /// We will not do it.
    Declined = "declined",
    /// It changes what we want ourselves.
    ChangesTheVision = "changes the vision",
    /// We decided otherwise before.
    DecisionReversed = "decision reversed",
    /// It was decided and is open again.
    ListeningAgain = "listening again",
    /// What customers mean is understood otherwise.
    MeaningRewritten = "meaning rewritten",

    /// A role reports to another.
    ReportsToChanged = "reports to changed",
    /// A role may do more without asking.
    MayDoMore = "may do more",
    /// A role may do less without asking.
    MayDoLess = "may do less",
    /// Another role stands in.
    BackupChanged = "backup changed",

    /// The record shows that it is kept.
    BecameConsistent = "became consistent",
    /// The latest weeks say that something changed.
    StartedSlipping = "started slipping",
    /// The record shows that it is not kept.
    FallingShort = "falling short",
    /// There is a record to judge by.
    FirstMeasured = "first measured",

    /// Somebody held it against what is above it.
    Reviewed = "reviewed",
    /// Somebody approved it.
    Approved = "approved",
    /// It is excused from a rule.
    Waived = "waived",
    /// The excuse is gone.
    WaiverEnded = "waiver ended",
    /// The excuse has another reason or another end.
    WaiverChanged = "waiver changed",
    /// Its file lies elsewhere, and nothing else changed.
    MovedFile = "moved file",
}

impl Name {
    /// The name as machines read it: lower case with hyphens.
    pub fn word(self) -> String {
        let plain = self.words().split(':').next().unwrap_or_default();
        plain.replace(' ', "-")
    }

    /// The name that is read as `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.word() == word)
    }

    /// What the same change is called when it is told backward, where the name alone says it: see
    /// [`Change::mirror`](super::Change::mirror) for all. None for what a record shows, since time has one direction.
    pub fn mirror(self) -> Option<Self> {
        const PAIRS: [(Name, Name); 21] = [
            (Name::Added, Name::Removed),
            (Name::Merged, Name::Split),
            (Name::AimAdded, Name::AimDropped),
            (Name::Tried, Name::BackToDraft),
            (Name::NowStanding, Name::BackToTrial),
            (Name::Retired, Name::BroughtBack),
            (Name::Raised, Name::Lowered),
            (Name::Widened, Name::Narrowed),
            (Name::LevelUp, Name::LevelDown),
            (Name::FloorRaised, Name::FloorLowered),
            (Name::StepAdded, Name::StepRemoved),
            (Name::BecameAMust, Name::NoLongerAMust),
            (Name::StepsMerged, Name::StepSplit),
            (Name::PlusOneBecameFloor, Name::FloorBecamePlusOne),
            (Name::Heard, Name::Removed),
            (Name::Adopted, Name::ListeningAgain),
            (Name::Declined, Name::ListeningAgain),
            (Name::ChangesTheVision, Name::ListeningAgain),
            (Name::MayDoMore, Name::MayDoLess),
            (Name::Waived, Name::WaiverEnded),
            (Name::Approved, Name::Approved),
        ];
        if self.is_of_the_record() {
            return None;
        }
        let forward = PAIRS.iter().find(|(one, _)| *one == self).map(|(_, other)| *other);
        let backward = || PAIRS.iter().find(|(_, other)| *other == self).map(|(one, _)| *one);
        Some(forward.or_else(backward).unwrap_or(self))
    }

    /// Whether it is something that a record shows.
    pub fn is_of_the_record(self) -> bool {
        use Name::{
            BecameConsistent, FallingShort, FirstMeasured, PlusOneDropped, PlusOneKept, PlusOneTried,
            StartedSlipping,
        };
        matches!(
            self,
            BecameConsistent
                | StartedSlipping
                | FallingShort
                | FirstMeasured
                | PlusOneTried
                | PlusOneKept
                | PlusOneDropped
        )
    }

    /// Whether it says how the handbook is kept, and nothing that anybody does.
    pub fn is_of_control(self) -> bool {
        use Name::{Approved, MovedFile, Reviewed, Waived, WaiverChanged, WaiverEnded};
        matches!(self, Reviewed | Approved | Waived | WaiverEnded | WaiverChanged | MovedFile)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
