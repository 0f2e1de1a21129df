package dev.sarraf.customers;

import java.util.List;

/// What a guest was known by, the present e-mail and phone number included: the latest of each kind, and that
/// first.
record GuestTraces(List<String> emails, List<String> phones, List<CardTrace> cards) {}
