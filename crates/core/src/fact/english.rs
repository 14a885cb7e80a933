//! English words for months, numbers, units and money: what the renderer writes and the reader knows.

/// The months, as they are written without a day.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months, as they are abbreviated before a day; March to July are not.
pub(super) const SHORT_MONTHS: [&str; 12] =
    ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/// The numbers that are written in words.
pub(super) const WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// The ordinals that are written in words.
pub(super) const ORDINALS: [&str; 13] = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
];

/// Units of size: their name in lists, in the singular and in the plural.
pub(super) const SIZES: &[(&str, &str, &str)] = &[
    ("mu", "mu", "mu"),
    ("ha", "hectare", "hectares"),
    ("km2", "square kilometer", "square kilometers"),
    ("m2", "square meter", "square meters"),
    ("cm2", "square centimeter", "square centimeters"),
    ("mm2", "square millimeter", "square millimeters"),
    ("m3", "cubic meter", "cubic meters"),
    ("km", "kilometer", "kilometers"),
    ("m", "meter", "meters"),
    ("cm", "centimeter", "centimeters"),
    ("mm", "millimeter", "millimeters"),
    ("um", "micrometer", "micrometers"),
    ("nm", "nanometer", "nanometers"),
    ("inch", "inch", "inches"),
    ("mile", "mile", "miles"),
    ("nautical_mile", "nautical mile", "nautical miles"),
    ("li", "li", "li"),
    ("kg", "kilogram", "kilograms"),
    ("g", "gram", "grams"),
    ("mg", "milligram", "milligrams"),
    ("jin", "jin", "jin"),
    ("liang", "liang", "liang"),
    ("carat", "carat", "carats"),
    ("tonne", "metric ton", "metric tons"),
    ("L", "liter", "liters"),
    ("mL", "milliliter", "milliliters"),
    ("barrel", "barrel", "barrels"),
    ("kWh", "kilowatt-hour", "kilowatt-hours"),
    ("MWh", "megawatt-hour", "megawatt-hours"),
    ("GWh", "gigawatt-hour", "gigawatt-hours"),
    ("kW", "kilowatt", "kilowatts"),
    ("MW", "megawatt", "megawatts"),
    ("GW", "gigawatt", "gigawatts"),
    ("W", "watt", "watts"),
    ("kVA", "kilovolt-ampere", "kilovolt-amperes"),
    ("kV", "kilovolt", "kilovolts"),
    ("V", "volt", "volts"),
    ("C", "degree Celsius", "degrees Celsius"),
    ("dB", "decibel", "decibels"),
    ("mmHg", "mmHg", "mmHg"),
    ("hp", "horsepower", "horsepower"),
];

/// Units of time: their name in lists, in the singular and in the plural.
pub(super) const TIMES: &[(&str, &str, &str)] = &[
    ("year", "year", "years"),
    ("quarter", "quarter", "quarters"),
    ("month", "month", "months"),
    ("week", "week", "weeks"),
    ("day", "day", "days"),
    ("working_day", "working day", "working days"),
    ("hour", "hour", "hours"),
    ("minute", "minute", "minutes"),
    ("second", "second", "seconds"),
    ("century", "century", "centuries"),
];

/// Money: its name in lists, the word behind the number, the sign before it.
pub(super) const MONEY: &[(&str, &str, &str)] = &[
    ("CNY", "yuan", "RMB "),
    ("USD", "U.S. dollars", "$"),
    ("EUR", "euros", "€"),
    ("GBP", "pounds", "£"),
    ("JPY", "yen", "¥"),
    ("KRW", "won", "₩"),
    ("RUB", "rubles", "₽"),
    ("HKD", "Hong Kong dollars", "HK$"),
    ("AUD", "Australian dollars", "A$"),
    ("CAD", "Canadian dollars", "C$"),
    ("CHF", "Swiss francs", "CHF "),
];
