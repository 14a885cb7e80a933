//! What was answered before: the translation memory of Recto.
//!
//! [`Sqlite`] keeps it in one file that several processes share; [`Volatile`] keeps it for one run
//! and forgets. Both are the door [`recto_core::memory::Memory`].
//!
//! This crate touches its one file (and the small files beside it) and nothing else; it knows no
//! provider and asks nobody. `rusqlite` is used here and nowhere else.

mod claim;
mod disk;
mod edit;
mod entry;
mod examples;
mod exchange;
mod fault;
mod place;
mod reader;
mod returned;
mod row;
mod similar;
mod spending;
mod sqlite;
mod stats;
mod store;
mod upkeep;
mod verdict;
mod volatile;
mod writer;

pub use entry::{Entry, Filter};
pub use exchange::Imported;
pub use returned::{Returned, Taken};
pub use similar::Similar;
pub use spending::Spending;
pub use sqlite::Sqlite;
pub use stats::{Count, Stats};
pub use upkeep::Soundness;
pub use volatile::Volatile;
