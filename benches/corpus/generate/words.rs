//! The words. A company that repairs, visits and advises, written so that any entry of a list fits any slot.
//!
//! What is absent matters as much: no number and no unit of time (a figure beside a link to a promise must be
//! the promise's own, or it is `number-drift`), no evasive word, no vague step, no ceiling, no banned synonym
//! of the glossary, and no sentence that opens like a promise's own ("When you …", "If you …",
//! "Once you …").
//!
//! Lists that take part in a title or a promise have a length that matters; it is in their type.

/// The five openings, doers, deeds, second deeds and manners that a promise's one sentence is made of.
/// 17 is prime, which is what keeps any two promises apart; see `promises::says`.
#[rustfmt::skip]
pub(crate) const PROMISE_PARTS: [[&str; 17]; 5] = [
    [
        "If you write to us,", "Once you leave word,", "When you walk in,", "If you book a visit,",
        "Once you report a fault,", "When you want advice,", "If you ring the bell,",
        "Once you return something,", "When you change plans,", "If you settle a bill,",
        "Once you lose a key,", "When you call at night,", "If you bring a friend,",
        "Once you start afresh,", "When you send a picture,", "If you come back,",
        "Once you raise a worry,",
    ],
    [
        "a named person", "the host on duty", "somebody you know", "an experienced fitter", "the shift lead",
        "a trained colleague", "the desk you called", "your own adviser", "the planner", "a real voice",
        "the nearest team", "your file's keeper", "a senior hand", "whoever you met", "our workshop",
        "the front office", "a fresh pair of eyes",
    ],
    [
        "finds your record", "repeats your question", "checks the calendar", "opens your case",
        "reads your notes", "looks for causes", "confirms your address", "sets a date", "draws a plan",
        "names a price", "reserves the part", "clears the path", "prepares your papers", "listens closely",
        "takes the job on", "weighs the risks", "puts you down",
    ],
    [
        "and names the next step", "and sends a short note", "and stays until it works",
        "and shows the result", "and writes an answer", "and keeps you company", "and offers a seat",
        "and hands over copies", "and explains the bill", "and agrees it together", "and rings back",
        "and walks through it", "and thanks you by name", "and tidies everything up",
        "and returns your things", "and settles the matter", "and says who follows",
    ],
    [
        "in plain words", "without further forms", "at your pace", "face to face", "on paper",
        "at our expense", "in your language", "from start to finish", "with nothing left open",
        "without passing you on", "under a single roof", "with a receipt", "in fair order",
        "with the door open", "before your eyes", "under your name", "in a quiet room",
    ],
];

/// What a promise or a system is about; its slug ends a promise's id.
#[rustfmt::skip]
pub(crate) const TOPICS: [&str; 24] = [
    "call back", "warm welcome", "clear answer", "safe return", "tidy handover", "honest price", "quiet room",
    "open door", "kept date", "named contact", "spare part", "written plan", "gentle reminder",
    "fair exchange", "shared calendar", "steady hand", "known face", "short queue", "clean bench",
    "ready papers", "closer look", "light parcel", "lasting repair", "kind farewell",
];

/// What it concerns. 41 is prime, so that with 24 topics the first 984 promises have titles of their own.
#[rustfmt::skip]
pub(crate) const CONCERNS: [&str; 41] = [
    "about deliveries", "about repairs", "about invoices", "about visits", "about bookings", "about keys",
    "about lost things", "about new homes", "about boilers", "about windows", "about gardens",
    "about bicycles", "about lessons", "about upgrades", "about refunds", "about insurance", "about permits",
    "about rentals", "about storage", "about loans", "about courses", "about check-ups",
    "about prescriptions", "about fittings", "about alarms", "about lighting", "about moving house",
    "about roofs", "about drains", "about heating", "about paintwork", "about flooring", "about meters",
    "about warranties", "about spare rooms", "about events", "about catering", "about parking", "about pets",
    "about school runs", "about travel",
];

/// The rounds in which systems run. A promise has three or four systems, each with a round of its own.
#[rustfmt::skip]
pub(crate) const ROUNDS: [&str; 13] = [
    "Opening round", "Counter list", "Closing round", "Telephone list", "Doorstep list", "Workshop list",
    "Van list", "Midday round", "Evening round", "Weekend list", "Letter round", "Reception list",
    "Stock round",
];

#[rustfmt::skip]
pub(crate) const JOBS: [&str; 29] = [
    "host", "fitter", "planner", "adviser", "driver", "buyer", "cashier", "trainer", "caretaker",
    "dispatcher", "gardener", "electrician", "plumber", "joiner", "painter", "tutor", "nurse", "therapist",
    "receptionist", "storekeeper", "surveyor", "estimator", "roofer", "glazier", "locksmith", "porter",
    "cook", "florist", "tailor",
];

#[rustfmt::skip]
pub(crate) const DEPARTMENTS: [&str; 17] = [
    "Front office", "Workshop", "Field service", "Planning", "Accounts", "Stores", "Training",
    "Advice centre", "Home visits", "Night desk", "Grounds", "Kitchen", "Transport", "Purchasing",
    "Aftercare", "Showroom", "Lending desk",
];

/// What tells roles apart once each job has been in each department.
#[rustfmt::skip]
pub(crate) const TEAMS: [&str; 7] = [
    "", ", early team", ", late team", ", night team", ", weekend team", ", summer team", ", winter team",
];

/// Customers are an adjective and a noun; 17 by 12 of them differ.
#[rustfmt::skip]
pub(crate) const CUSTOMER_MANNERS: [&str; 17] = [
    "New", "Returning", "Anxious", "Hurried", "Loyal", "Distant", "Curious", "Young", "Retired",
    "Self-employed", "Shift-working", "Recently moved", "Careful", "Referred", "Seasonal", "Local", "Weekend",
];
#[rustfmt::skip]
pub(crate) const CUSTOMER_GROUPS: [&str; 12] = [
    "households", "tenants", "landlords", "shopkeepers", "families", "students", "visitors", "patients",
    "teachers", "commuters", "neighbours", "builders",
];

#[rustfmt::skip]
pub(crate) const SUBJECTS: [&str; 26] = [
    "the early shift", "a new colleague", "whoever opens the door", "the person at the counter",
    "the late team", "each host", "the lead on duty", "an apprentice", "the driver", "the planner upstairs",
    "the workshop", "a stand-in", "the telephone desk", "the weekend crew", "our adviser", "the storekeeper",
    "the next in line", "an experienced hand", "the receiving team", "the trainer", "the night desk",
    "every fitter", "the buyer", "the aftercare desk", "a visitor from another site", "the team that listens",
];

/// Deeds in the third person, each with an object to follow.
#[rustfmt::skip]
pub(crate) const VERBS: [&str; 26] = [
    "writes down", "reads out", "checks", "sorts", "carries over", "confirms", "repeats", "marks", "collects",
    "returns", "compares", "explains", "prepares", "updates", "hands on", "looks up", "files", "asks about",
    "notices", "sets aside", "signs off", "photographs", "labels", "counts", "brings along", "answers for",
];

/// The same kind of deed, as a step tells it.
#[rustfmt::skip]
pub(crate) const ORDERS: [&str; 20] = [
    "Write down", "Read out", "Check", "Sort", "Confirm", "Repeat", "Mark", "Collect", "Compare", "Explain",
    "Prepare", "Update", "Look up", "File", "Set aside", "Sign off", "Photograph", "Label", "Count",
    "Bring along",
];

#[rustfmt::skip]
pub(crate) const OBJECTS: [&str; 28] = [
    "the open questions", "the name on the card", "the agreed date", "the list by the telephone",
    "the spare key", "the last visit", "the worry behind the words", "the photograph of the fault",
    "the address", "the price", "the delivery note", "the waiting parcels", "the remedy",
    "the calendar on the wall", "the colour of the folder", "the reason for the call", "the guarantee",
    "the tools for the job", "the hand-off", "the tea tray", "the letter of thanks", "the missing part",
    "the floor of the system", "the promise itself", "the drawing", "the receipt", "the request",
    "the moment before the door closes",
];

#[rustfmt::skip]
pub(crate) const PLACES: [&str; 20] = [
    "at the counter", "before the doors open", "beside the board", "in the van", "on the doorstep",
    "at the end of the shift", "in the workshop", "over the telephone", "in front of the customer",
    "at the desk", "on the way back", "in the waiting room", "under the clock", "at the handover",
    "in the yard", "by letter", "next to the coffee machine", "in the stockroom", "during the quiet spell",
    "on the stairs",
];

#[rustfmt::skip]
pub(crate) const REASONS: [&str; 22] = [
    "so that nobody has to ask again", "because silence reads as neglect",
    "so that the next person can start", "because a date is a debt", "so that the customer can plan",
    "because memory is not a system", "so that the remedy is ready", "because a guess costs trust",
    "so that a stand-in finds it", "because the small things are remembered", "so that the line stays whole",
    "because kindness needs room", "so that the answer is the same at every door",
    "because nobody likes to repeat a worry", "so that the morning begins calmly",
    "because the record is read aloud", "so that the bill holds no surprise", "because a kept word travels",
    "so that the team can be proud of it", "because a floor carries everybody",
    "so that help arrives with a name", "because the customer was here before the form",
];

#[rustfmt::skip]
pub(crate) const FEELINGS: [&str; 12] = [
    "somebody has me in hand", "I was expected", "I can put this down now", "they remembered me",
    "I know what follows", "nobody hurried me", "they took my side", "it was easy to ask", "my house is safe",
    "they told me the truth", "I was not a number", "I would send my mother here",
];

/// What customers say out loud, in their own words.
#[rustfmt::skip]
pub(crate) const SAYINGS: [&str; 22] = [
    "I am only checking you got my note.", "Is it the same person again?", "I did not want to bother you.",
    "Could you write that down for me?", "My neighbour was told something else.", "I waited by the window.",
    "I thought it was my fault.", "Who do I ask when you are closed?", "It is a lot of money for me.",
    "You remembered the dog!", "I never know which door to use.", "Nobody told me it was ready.",
    "I had to explain it all over again.", "The van was here and gone.", "I like to see it before I pay.",
    "My daughter fills in the forms.", "I would have come sooner.", "Is somebody looking at it?",
    "I kept the old part, was that right?", "The letter frightened me.", "I was glad to hear a voice.",
    "Please do not send me away again.",
];

/// What lies behind it; begins a sentence that a second list ends.
#[rustfmt::skip]
pub(crate) const MEANINGS: [&str; 18] = [
    "They fear being forgotten", "They cannot plan around us", "They have been let down before",
    "They are ashamed to ask", "They carry the worry for somebody else",
    "They cannot judge our work and look for signs", "They want to be known by name",
    "They think the price will grow", "They need proof for another person", "They dread an empty house",
    "They do not trust the form", "They want to choose", "They are proud of having kept it going",
    "They cannot hear well on the telephone", "They live alone", "They work while we are open",
    "They read more slowly than we write", "They do not know the words we use",
];
#[rustfmt::skip]
pub(crate) const MEANING_ENDS: [&str; 14] = [
    "and will not say so.", "and read our silence as an answer.", "so every delay confirms it.",
    "and would rather pay more than wonder.", "which is why they ask twice.",
    "and judge us by the last visit.", "so a name calms them.", "and need somebody to go ahead of them.",
    "and leave without a word when it happens.", "so they bring a list.", "and watch our faces.",
    "so they thank us too early.", "and keep every paper.", "which no form has ever asked.",
];
#[rustfmt::skip]
pub(crate) const CUES: [&str; 12] = [
    "asks about the same thing again", "arrives early and stands", "keeps the coat on",
    "writes everything down", "brings a relative", "laughs before the question", "looks at the clock",
    "says sorry a lot", "asks who will come", "holds the letter in hand", "phones from the doorstep",
    "counts out coins",
];

/// Section headings of pages; a page takes a run of neighbours, so none comes twice on a page.
#[rustfmt::skip]
pub(crate) const HEADINGS: [&str; 24] = [
    "Where it starts", "What good looks like", "Before the visit", "At the counter", "The hand-off",
    "On the telephone", "When it is busy", "When somebody is new", "What we write down", "What we leave out",
    "Words that help", "Questions we hear", "Tools and keys", "The closing round", "When it goes wrong",
    "How we say sorry", "What we learned", "Who to ask", "A quiet day", "A hard day", "The paper trail",
    "What customers notice", "Small things", "Reading on",
];

/// Areas and topics of the guides: the names of folders.
#[rustfmt::skip]
pub(crate) const FOLDERS: [&str; 24] = [
    "welcome", "counter", "telephone", "visits", "workshop", "stores", "transport", "prices", "letters",
    "training", "safety", "keys", "aftercare", "complaints", "planning", "seasons", "gardens", "kitchens",
    "roofs", "heating", "neighbours", "schools", "events", "archive",
];

/// What a page tells of, before its concern.
#[rustfmt::skip]
pub(crate) const PAGE_TITLES: [&str; 19] = [
    "Notes", "A short course", "What we know", "Questions", "Worked examples", "A checklist in words",
    "Background", "Lessons", "How it came", "Pictures and plans", "Habits", "Good openings", "Hard talks",
    "Reading", "A walk-through", "Materials", "Contacts", "History", "Signs to watch",
];
