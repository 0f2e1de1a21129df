package dev.sarraf.processors;

import dev.sarraf.ids.Secret;

/// What a merchant is at its bank: the merchant id there and the password of its API.
public record ProcessorAccount(String merchant, Secret password) {}
