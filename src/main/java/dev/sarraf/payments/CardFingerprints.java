package dev.sarraf.payments;

import dev.sarraf.cards.Card;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.merchants.MerchantId;
import java.util.HexFormat;

/// Tells one card from another without keeping its number: a keyed hash of it, the same for the same card of
/// one merchant, and worth nothing to whoever has no master key.
final class CardFingerprints {
    private static final int BYTES = 12;

    private final MasterKey masterKey;

    CardFingerprints(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    String of(MerchantId merchant, Card card) {
        var hash = masterKey.hash(
                "card fingerprint", merchant + " " + card.number().reveal());
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
