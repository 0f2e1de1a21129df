package dev.sarraf.audit;

/// One way to look at an invariant: a question to the database.
///
/// @param subject what is looked at, in a few words
/// @param counted SQL for how many there are to look at, one number
/// @param violated SQL for the ids of those that are not as they must be, one text column; nothing where all is well
record Check(Invariant invariant, String subject, String counted, String violated) {}
