// Every text of the page, in one place, so that a translation changes only this file.

const people = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const calendar = (month) => `${MONTHS[month % 12]} of year ${Math.floor(month / 12) + 1}`;
const seconds = (s) => (s < 1 ? "Less than a second" : s < 90 ? `About ${Math.round(s)} seconds` : `About ${Math.round(s / 60)} minutes`);

export const T = {
  title: "Glasshouse",
  lost: "The program does not answer. Is it still running in the terminal?",
  footer: "The people are invented; this explains and does not predict. Nothing here may be used to score, rank or sanction anybody.",
  version: (v) => `glasshouse ${v}. Charts: uPlot (MIT licence).`,
  nav: {
    label: "Pages", skip: "Skip to the content", welcome: "Welcome", setup: "Choose", run: "Run", person: "A life",
    list: "Public list", reports: "Reports", words: "Words",
  },
  welcome: {
    title: "A society under glass",
    lead: "You build a trust system into an invented society: points and public lists run by a state, customers' reviews, or plain welfare instead. Then you see how it changes trust, honesty, helping and what people dare say, whom it shuts out, and what remains after it is switched off.",
    tour: "Take the tour (about twelve minutes)",
    self: "Start on your own",
    linesTitle: "Three lines we do not cross",
    lines: [
      ["No real persons.", "There is no way to load, score or look up anybody. Everybody here has a number and no name."],
      ["No search for obedience.", "Nothing here searches for the regime that makes people comply most."],
      ["No league table.", "There is no overall score and no best regime: benefits and harms are shown side by side, each with its interval."],
    ],
    howTitle: "What to keep in mind",
    how: [
      "Most numbers about behaviour are assumptions. A result is worth something only if it also holds under other assumptions.",
      "It explains which mechanism causes which effect. It does not predict any country.",
      "Everything runs on your own machine. No data leave it.",
    ],
  },
  setup: {
    title: "Choose a society and its regimes",
    lead: "The same people, with the same luck, live through each regime. So the regime causes every difference.",
    society: "Society", whichSociety: "Draw the people from the aggregates of", editSociety: "Edit the society",
    regimes: "Regimes", first: "The others are compared with the first one, the baseline. Up to four.",
    baseline: "(baseline)", changed: "(changed by you)",
    add: "Add a regime", addButton: "Add", most: (n) => `At most ${n}.`,
    madeOf: "What it is made of", leaveOut: (name) => `Leave out of ${name}`, nothing: "nothing",
    editPart: (name) => `Edit ${name}`, takeOut: (name) => `Take out ${name}`,
    compose: "Combine with", composeHint: "Both then apply; contradictions are reported", composeButton: "Combine",
    edit: "Edit", editName: (name) => `Edit ${name}`, remove: "Remove", removeName: (name) => `Remove ${name}`,
    size: "Size and length",
    people: "People", peopleHint: "1,000 to 1,000,000",
    years: "Years", yearsHint: "1 to 40",
    replicates: "Societies drawn", replicatesHint: "More societies narrow the intervals (1 to 16)",
    seed: "Random seed", seedHint: "The same seed gives the same run",
    pace: "Months a second", paceHint: "0: as fast as possible",
    by: "Also break down by", byHint: "By group, or on a map; this takes longer",
    groups: { "": "nothing", income: "fifths of income", age: "age", schooling: "schooling", place: "country and town", county: "counties, on a map", arm: "arms of a roll-out" },
    run: "Run", mistakes: (name) => `There is a mistake in “${name}”. Choose Edit to see it underlined.`,
  },
  editor: {
    title: { regime: "The regime as a file", society: "The society as a file" },
    name: "Name", nameHint: "Small letters, digits, hyphens", taken: "The name is empty, or another regime has it.",
    form: "Change its numbers in a form instead", text: { regime: "Text of the regime", society: "Text of the society" }, done: "Done",
    help: "Mistakes are underlined as you type. Control and space lists what is allowed here; use the arrows, Enter and Escape to choose.",
    fine: "No mistakes.", helpWord: "Help:", line: (n) => `Line ${n}`, elsewhere: (name, n) => `${name}, line ${n}:`, offers: "Allowed here",
    count: (findings) => {
      const errors = findings.filter((f) => f.severity === "error").length;
      const warnings = findings.length - errors;
      const of = (n, word) => (n === 0 ? [] : [`${n} ${word}${n === 1 ? "" : "s"}`]);
      return `${[...of(errors, "mistake"), ...of(warnings, "warning")].join(", ")}:`;
    },
  },
  chart: {
    table: "The figures behind this chart", year: (n) => `year ${n}`, month: "Month", start: "start", end: "end", nothing: "not defined",
    through: (what) => `What the state sees: ${what}.`,
    caption: (m) => `${m.name}, ${m.unit}: mean (95 % interval)`,
    empty: (m) => `${m.name}, ${m.unit}: no month has finished yet.`,
    aloud: (m, seen, month, each) => `${m.name}, ${m.unit}${seen ? ", as the state sees it" : ""}. Lines by month with 95 % bands. After month ${month}: ${each.join("; ")}.`,
  },
  run: {
    whom: "Shown for", everybody: "Everybody", byGroup: (by, regime) => `By ${by}, under ${regime}`,
    title: "What happens", none: "There are no runs yet.", hand: "Available runs", one: (r) => `${r.id}: ${r.regimes.join(", ")}`, choose: "Choose a society and its regimes", again: "Change the settings",
    lead: (run) => `${people(run.people)} people in ${run.replicates === 1 ? "one invented society" : `each of ${run.replicates} invented societies`}, under ${run.regimes.join(", ")}.`,
    progress: "Progress",
    status: (s) => ({
      waiting: "Waiting for another run to finish.",
      settling: "The people are drawn and live three years under the law alone.",
      running: `${calendar(Math.max(0, s.month - 1))}: month ${s.month} of ${s.months}. ${s.left === null ? "" : `${seconds(s.left)} left.`}`,
      paused: `Paused after month ${s.month} of ${s.months}.`,
      done: `Done: ${s.months} months.`,
      cancelled: `Cancelled after month ${s.month}.`,
      failed: `It failed: ${s.failed}`,
    })[s.phase],
    pause: "Pause", resume: "Resume", cancel: "Cancel", off: (name) => `Switch off ${name} now`,
    switched: (name, month) => `${name} was switched off before month ${month + 1}.`,
    report: "Open the report", came: "See the results", person: "Look at a life", list: "Look up the public list",
    view: "What do the curves show?", truth: "The truth", sees: "What the state sees",
    which: "Measures", headlines: "The main ones", tour: "Those of this tour step",
    unseen: (names) => `The state has no separate view of: ${names.join(", ")}.`,
    compare: "Results", measure: "Measure",
    how: (base, n, size) => `Level, and below it the difference from ${base} for the same people with the same luck. ${n > 1 ? `The brackets give the 95 % interval over ${n} societies of ${size} people: it covers chance within the model, not doubt about the model. ▲ and ▼ mark a difference that chance alone does not explain; they do not say which is better.` : "One society gives no interval and says nothing about chance."} Each name links to its definition.`,
    window: (w) => (w === "during" ? "While in force" : "After the end"),
    months: ([from, to]) => `months ${from + 1} to ${to}`,
    carries: "What carries it?", split: (name) => `Split the difference of ${name}`, of: "Measure", busy: "Many small runs; this takes some seconds …",
    parts: (name, key, n, size) => `The difference of ${name} from life without it, in ${key}, split over its mechanisms, in ${n} societies of ${size} people. Mechanisms come one after the other, in several orders; each part is the mean change when one comes. Parts add up to the whole. Brackets give 95 % intervals.`,
    mechanism: "Mechanism", part: "Part", whole: "the whole difference", nothing: "There is nothing to split: the measure is not defined, or the regime does nothing.",
    moves: (first, last, slope) => `still moving: ${first} in the first year, ${last} in the last, ${slope} a year at the end`,
  },
  groups: {
    names: {
      poorest: "poorest fifth", second: "second fifth", middle: "middle fifth", fourth: "fourth fifth", richest: "richest fifth",
      primary: "primary school or none", junior: "junior middle school", senior: "senior middle school", college: "college",
      country: "country", town: "town",
    },
    lead: (regime) => `Each line is a group under ${regime}; the bands are 95 % intervals.`,
    mapLead: "Each tile is a county, over the latest twelve months; a gap separates two provinces. All maps of a measure use the same shades. Without a system, counties differ only in their residents and by chance.",
    shades: "Shades", step: (from, to) => `${from} to ${to}`, first: (names) => `Only the first six have maps; not shown: ${names.join(", ")}.`,
    map: (measure, regime, least, most) => `${measure} by county under ${regime}: from ${least} to ${most}.`,
    quarters: "Counties, from lowest to highest", regime: "Regime", least: "Lowest", below: "A quarter is below", half: "Half is below", above: "A quarter is above", most: "Highest",
    wait: "The figures will appear in a moment.",
  },
  person: {
    title: "A life", noRun: "Start a run first: a life is part of a run.",
    lead: "She has a number and no name; everything about her is invented. Nobody was logged: the same seed gives the same run, so it is repeated with a witness at her side.",
    number: "Number", numberHint: (n) => `0 to ${people(n - 1)}`, month: "Month", monthHint: (n) => `0 to ${n - 1}; 0 is the January of year 1`,
    first: "Under", second: "and under", look: "Look",
    findListed: "Find somebody listed", findWrongly: "Find somebody wrongly listed",
    busy: "The run is repeated …", nobody: (whom, regime) => `Nobody is ${whom === "wrongly" ? "wrongly listed" : "listed"} under ${regime}.`,
    heading: (n) => `Person ${people(n)}`, same: "The same person with the same luck, year by year:", years: "Her years", year: (n) => `Year ${n}`,
    why: (regime) => `Why, under ${regime}?`, listedMonths: (n) => `Listed for ${n} of 12 months`,
  },
  list: {
    title: "The public list",
    lead: "You are one of the invented neighbours. Which people around you are on the list? And what is behind it?",
    who: "You are number", regime: "Regime", look: "Look it up", veil: "Lift the veil",
    person: "Person", relation: "To you", left: "Until", canSee: "Can you see it?", truth: "The truth",
    relations: { oneself: "yourself", family: "family", friend: "friend", neighbour: "neighbour" },
    number: (n) => `Number ${people(n)}`, months: (n) => `${n} more month${n === 1 ? "" : "s"}`, tier: "as long as the score is low",
    visible: "yes", hidden: "no", deserved: "perfect sight would list her, too", wrongly: "perfect sight would not list her",
    audience: {
      everybody: "Everybody can see this list.", ties: "Only family and friends can see an entry on this list.",
      lenders: "Only lenders can see this list; you can see whether you are on it.", nobody: "Nobody but the state can see this list; you can see whether you are on it.",
    },
    notInForce: "In this month no regime is in force: there is no list.",
    caption: "On the list in your neighbourhood",
    count: (n, all) => `You find ${n === 0 ? "nobody" : n} of the ${all} people of your neighbourhood on it. It gives no reasons.`,
    countLifted: (n, wrongly, all, listed, everybody) => `Under the veil: ${n} of the ${all} people around you are listed; perfect sight would not list ${wrongly} of them. In the whole society ${listed} of ${everybody} are listed.`,
  },
  reports: {
    title: "Reports", lead: "Each finished run left its data and a report that opens without a network. They are in the folder that the terminal names.",
    none: "There are none yet.", one: (id) => `Report of ${id}`, table: "table (CSV)", series: "months (Parquet)", manifest: "manifest",
  },
  words: { title: "Words", lead: "The meaning of the words and measures, with each measure's unit and for whom more of it is good.", plain: "Words of this page", unit: "Unit" },
  tour: {
    label: "Guided tour", count: (n, all) => `Step ${n} of ${all}`,
    back: "Back", next: "Next", finish: "Finish", leave: "Leave the tour",
    wait: "The run is still going; the figures will appear when it is done.", difference: "difference", was: "while in force it was", brackets: "(95 % intervals in brackets):",
    outcome: { during: "While in force", after: "After the end" },
    betTrust: "Place your bet: with points and lists, will people trust strangers …",
    bets: { more: "more", less: "less", same: "neither: chance may explain the difference" },
    settled: (name, came, figure, unit, mine, right) => `${name}: ${came}; difference ${figure}, ${unit}.${mine ? ` Your bet was: ${mine}. ${right ? "You were right." : "You were wrong."}` : ""}`,
    sees: "Show what the state sees", lift: "Lift the veil", switch: "Start a slow run that you can switch off",
    steps: [
      { title: "A town under glass", text: [
        "The essay behind this project asks: can a state make its people trustworthy by watching, scoring and listing them?",
        "Nobody may try that on real people. So we try it on invented ones, drawn from published aggregates, with families, friends, firms and offices.",
        "Your machine computes every figure of this tour while you read. Nothing is fixed beforehand; continue with “Next”."] },
      { title: "Three ways", text: [
        "Beside this panel you see three regimes: no system at all; the essay's trust system, with points, cameras, neighbours' tips and a public list; and the essay's alternative: reviews of firms, welfare, and decent pay for officials.",
        "The systems begin after one year and end after seven, so you see before, during and after. When you have placed your bet, “Next” runs all three on the same people."] },
      { title: "Do people behave?", text: [
        "Watch the curves grow. Grey is life without a system. The dashed lines mark the beginning and the end of the systems; the bands show the effect of chance.",
        "Compare help for strangers, honest trade and broken rules. This is the effect of the trust system, with its interval:"] },
      { title: "And do they trust?", text: [
        "Behaving while watched is one thing; trusting each other is another. The essay expects the two to diverge.",
        "Look at the curve of trust. Does it follow the curve of help? This is the outcome of your bet:"] },
      { title: "What people dare say", text: [
        "Watched people learn what to say. Some who disapprove fall silent, or praise. Then the state runs a survey and gets the answers it has taught people to give.",
        "Switch between the truth and what the state sees. “Private approval” has both views: how far apart are they?"] },
      { title: "Who is on the list?", text: [
        "Beside this panel is somebody who is on the public list, though perfect sight of everything she did would not put her there: a false alarm, a neighbour's lie, or points for the deeds of others.",
        "Read her years with and without the system: the same person, the same luck, a different life. Below is the chain from deed, or none, to consequence.",
        "Two rates belong together: the share of the listed who are innocent, and the share of the innocent who are listed."] },
      { title: "Her neighbours look her up", text: [
        "The list is public. You are her now: look up your neighbourhood. The list gives no reasons.",
        "Then lift the veil. Friends who drop listed people, and families who lose points with them, pay for what others did, or did not do:"] },
      { title: "The same deeds, not the same price", text: [
        "The rules are the same for everybody. Is the outcome? Compare how often the poorest and the richest fifth are listed for the same acts.",
        "A donation can buy points back, and a bribe can make an official look away. Who can pay?"] },
      { title: "The day after", text: [
        "After seven years the system is switched off. Nobody is watched or listed any more. People now do what they have made their own.",
        "Compare the differences after the end with those while it was in force:"] },
      { title: "Your hand on the switch", text: [
        "Start a slow run, wait for the system to begin after month 12, and press “Switch off social-credit now” when you like. Pause if you want to think.",
        "The run records when you did it, and its report says how to repeat it from a file."] },
      { title: "Another way", text: [
        "The essay's alternative has no points for persons at all. It has customers' reviews of firms, an income floor and medical care, and officials who are paid well enough to be honest.",
        "Compare both with life without a system. There is no overall score: you weigh what grows, what shrinks, and for whom."] },
      { title: "Now you", text: [
        "Change a rule: choose “Edit” beside a regime. Would fewer false alarms help? A list that nobody sees? Leave out “spillover”: then family lose no points. Or combine two regimes, or edit the society. Then run it and compare.",
        "“Also break down by” shows the poor and the rich, the young and the old, town and country, or a map of counties.",
        "Most numbers are assumptions. Before you believe a result, change the assumptions behind it."] },
    ],
  },
};
