package dev.sarraf.simulator.gateway;

import java.util.Optional;

/// The challenges of all merchants, as the issuer's page sees them.
public final class Challenges {
    private final Merchants merchants;
    private final CardSessions sessions;

    public Challenges(Merchants merchants, CardSessions sessions) {
        this.merchants = merchants;
        this.sessions = sessions;
    }

    /// The challenge at this address, open or ended.
    public Optional<ChallengeCase> find(String merchantId, String token) {
        return merchants
                .find(merchantId)
                .flatMap(merchant -> merchant.orders().ofChallenge(token).map(place -> caseOf(merchant, place)));
    }

    /// Ends a challenge, durably. Whoever comes second changes nothing.
    ///
    /// @return the challenge as it has ended, by this choice or an earlier one
    public ChallengeCase choose(ChallengeCase open, ChallengeOutcome outcome) {
        var merchant = merchants.find(open.merchant()).orElseThrow();
        var orders = merchant.orders();
        orders.changeUnless(
                open.order(),
                order -> order.transaction(open.transaction())
                        .flatMap(Transaction::authentication)
                        .flatMap(Authentication::challenge)
                        .flatMap(Challenge::outcome)
                        .isPresent(),
                order -> {
                    var step = order.step(open.transaction()).orElseThrow();
                    return Authentications.chosen(merchant, order, step, outcome, orders.tree(step.latest()));
                });
        return find(open.merchant(), open.challenge().token()).orElseThrow();
    }

    private ChallengeCase caseOf(Merchant merchant, Orders.Place place) {
        var transaction = place.transaction();
        var authentication = transaction.authentication().orElseThrow();
        var challenge = authentication.challenge().orElseThrow();
        return new ChallengeCase(
                merchant.id(),
                place.order().head().id(),
                transaction.id(),
                transaction.amount().toPlainString() + " "
                        + place.order().head().currency(),
                transaction.card().orElse(""),
                authentication.status(),
                challenge,
                challenge.session().flatMap(sessions::aes256Key));
    }
}
