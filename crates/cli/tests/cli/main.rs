//! Runs the binary as a user does. The environment is cleared, the home folder is a temporary one, and
//! a server that a test needs listens on the loopback address: nothing leaves the machine.

mod inputs;
mod memory;
mod repair;
mod settings;
mod start;
mod support;
