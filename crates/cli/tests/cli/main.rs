//! Runs the binary as a user does. The environment is cleared, the home folder is a temporary one, and
//! a server that a test needs listens on the loopback address: nothing leaves the machine.

mod apis;
mod batch;
mod budgets;
mod canary;
mod digest;
mod digest_faults;
mod examples;
mod facts;
mod inputs;
mod keys;
mod memory;
mod offline;
mod providers;
mod repair;
mod server;
mod settings;
mod start;
mod support;
mod translate;
mod trouble;
