package dev.sarraf.simulator.cards;

/// One row of the table of test cards.
///
/// @param methodUrl whether the issuer wants its hidden page loaded before it authenticates
public record TestCard(String digits, Brand brand, ThreeDSecure threeDSecure, boolean methodUrl) {
    @Override
    public String toString() {
        return "TestCard[" + brand + ", " + threeDSecure + "]";
    }
}
