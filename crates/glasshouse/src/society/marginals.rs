//! The published aggregates from which a society is drawn.
//!
//! Marginals only: shares and group means. There is no format for rows about persons.

/// Number of age bands, youngest first.
pub const AGES: usize = 5;
/// Names of the age bands (adults).
pub const AGE_NAMES: [&str; AGES] = ["18-29", "30-39", "40-49", "50-59", "60+"];
/// Number of education levels, lowest first.
pub const SCHOOLINGS: usize = 4;
/// Names of the education levels.
pub const SCHOOLING_NAMES: [&str; SCHOOLINGS] = ["primary", "junior", "senior", "college"];

/// The traits on which temperaments and weights depend: age band, income fifth, schooling, and living in town.
pub const ASSOCIATED: [&str; 4] = ["age", "income", "schooling", "town"];
/// Greatest correlation that a temperament can have with one of them.
pub const MOST_ASSOCIATION: f64 = 0.5;
/// Greatest spread of sociability: the chance of a tie then rises from 0 to 1 within an eighth of the people.
pub const MOST_SOCIABILITY: f64 = 8.0;
/// Chance that a possible tie exists where a society does not say (assumed).
pub const TIE_CHANCE: f64 = 0.75;

/// Whether a figure appears in a source, follows from such figures, or is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Appears so in the named source.
    Published,
    /// Arithmetic on published figures, explained in the note.
    Derived,
    /// Our assumption.
    Assumed,
}

impl Provenance {
    /// The words of the file, in the order of the enum.
    pub const WORDS: [&'static str; 3] = ["as published", "derived", "assumed"];
}

/// One figure (or one table of shares) with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure<T> {
    /// The value.
    pub value: T,
    /// Published, derived or assumed.
    pub provenance: Provenance,
    /// Source, in words.
    pub source: String,
    /// How it was derived, or a caveat; may be empty.
    pub note: String,
}

impl<T> Figure<T> {
    /// A figure that a society does not give: the mechanism is off, or as assumed here.
    pub fn unset(value: T) -> Figure<T> {
        Figure { value, provenance: Provenance::Assumed, source: String::new(), note: String::new() }
    }
}

/// Provinces, at most.
pub const MOST_PROVINCES: u32 = 64;

/// The aggregates from which a society is drawn. Shares are in [0, 1]; money is in yuan a year per head.
#[derive(Clone, Debug, PartialEq)]
pub struct Marginals {
    /// File name without ending.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// A paragraph for people.
    pub description: String,
    /// Number of provinces, 1 to [`MOST_PROVINCES`].
    pub provinces: Figure<f64>,
    /// Share of adults who live in urban neighbourhoods.
    pub urban: Figure<f64>,
    /// Shares of the age bands among adults; they sum to 1.
    pub age: Figure<[f64; AGES]>,
    /// Shares of households with 1, 2, 3, 4 adults; they sum to 1.
    pub household_adults: Figure<[f64; 4]>,
    /// Share of households with an infant (under three).
    pub infant: Figure<f64>,
    /// Share of households with a child of school age.
    pub child: Figure<f64>,
    /// Shares of the education levels among adults; they sum to 1.
    pub education: Figure<[f64; SCHOOLINGS]>,
    /// Chance that schooling follows age: the younger, the more.
    pub schooling_with_age: Figure<f64>,
    /// Chance that schooling follows urban or rural residence: urban people have more.
    pub schooling_with_place: Figure<f64>,
    /// Chance that schooling follows the household's income within urban or rural places.
    pub schooling_with_income: Figure<f64>,
    /// Mean disposable income of each urban fifth, poorest first, rising.
    pub income_urban: Figure<[f64; 5]>,
    /// Mean disposable income of each rural fifth, poorest first, rising.
    pub income_rural: Figure<[f64; 5]>,
    /// Share of adults who can use a car.
    pub car: Figure<f64>,
    /// Share of internet users among urban adults.
    pub internet_urban: Figure<f64>,
    /// Share of internet users among rural adults.
    pub internet_rural: Figure<f64>,
    /// Chance that use of the internet follows age: the younger, the more.
    pub internet_with_age: Figure<f64>,
    /// Share of adults who travel by plane or fast train in a year.
    pub travels: Figure<f64>,
    /// Share of adults who live mainly by work on the internet.
    pub online_work: Figure<f64>,
    /// Share of adults who hold a public post.
    pub officials: Figure<f64>,
    /// Mean trust in a stranger at the start.
    pub trust: Figure<f64>,
    /// Share of adults who help a stranger in a month; sets the temperament for care.
    pub helping: Figure<f64>,
    /// Mean private approval of the government at the start.
    pub approval: Figure<f64>,
    /// Mean temperament for integrity.
    pub integrity: Figure<f64>,
    /// Mean temperament for speaking one's mind.
    pub candour: Figure<f64>,
    /// Correlation of the temperament for integrity with each of [`ASSOCIATED`], −0.5 to 0.5; 0: none.
    pub integrity_with: Figure<[f64; 4]>,
    /// The same of the temperament for care.
    pub care_with: Figure<[f64; 4]>,
    /// The same of the temperament for speaking one's mind.
    pub candour_with: Figure<[f64; 4]>,
    /// The same of private political leaning.
    pub approval_with: Figure<[f64; 4]>,
    /// The same of the weights of what the neighbourhood approves of and of what others do.
    pub conformity_with: Figure<[f64; 4]>,
    /// Mean chance that a possible tie outside the household exists.
    pub tie_chance: Figure<f64>,
    /// How much that chance rises from the least to the most sociable, 0 to [`MOST_SOCIABILITY`], before it is cut to
    /// 0 to 1; 0: everybody is as sociable.
    pub sociability: Figure<f64>,
    /// Chance that a person's age is like that of the neighbours whom she knows; 0: at random.
    pub age_with_neighbours: Figure<f64>,
    /// The same of schooling.
    pub schooling_with_neighbours: Figure<f64>,
    /// Chance that the age of the second adult of a household is that of the first; 0: at random.
    pub age_with_spouse: Figure<f64>,
    /// Chance that her schooling has the same rank.
    pub schooling_with_spouse: Figure<f64>,
    /// Norm by which neighbours judge each other: a name of `society::repute::NORMS`.
    pub gossip_norm: Figure<String>,
}
