package dev.sarraf.page;

import dev.sarraf.cards.TestCard;
import dev.sarraf.cards.TestExpiry;
import dev.sarraf.cards.TestSecurityCode;
import java.util.List;

/// Every card number that test mode takes, with what its expiry and security code decide.
public record TestCardsView(
        Frame frame, List<TestCard> cards, List<TestExpiry> expiries, List<TestSecurityCode> securityCodes) {}
