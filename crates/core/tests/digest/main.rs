//! Digests from the outside: invented answers of a summarizer, honest and faulty, and what becomes of them.

mod cases;
mod desk;
mod proof;
mod run;
