package dev.sarraf.payments;

/// How often payments may fail before no more are taken. A payment that succeeds never counts; 0 sets no limit.
///
/// @param perSession declines of one session, after which it is closed
/// @param perAddress tries of one address in ten minutes that did not succeed
/// @param perCard declines of one card at one merchant in an hour; in live mode only, since everybody pays with
///     the same test cards
public record CardTestingLimits(int perSession, int perAddress, int perCard) {}
