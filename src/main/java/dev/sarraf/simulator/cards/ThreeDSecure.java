package dev.sarraf.simulator.cards;

/// What a test card's issuer does when it is asked to authenticate the payer in a browser.
public enum ThreeDSecure {
    /// Shows the challenge page.
    CHALLENGE,
    /// Knows the payer: transaction status Y.
    FRICTIONLESS,
    /// Does not take part, and the scheme stands in for it: A.
    ATTEMPTED,
    /// Refuses outright: R, reason 04.
    REJECTED,
    /// Could not verify the payer: N, reason 04.
    NOT_AUTHENTICATED,
    /// Cannot answer now: U, reason 01.
    UNAVAILABLE,
    /// Need not be asked, by an exemption of European law: reason 81.
    EXEMPT,
    /// Has not enrolled the card.
    NOT_ENROLLED,
    /// Makes INITIATE_AUTHENTICATION fail.
    INITIATE_ERROR,
    /// Makes AUTHENTICATE_PAYER fail.
    AUTHENTICATE_ERROR
}
