//! Chinese words with their frequency and class.
