package dev.sarraf.webhooks;

import dev.sarraf.events.EndpointId;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Random62;
import dev.sarraf.ids.Secret;
import dev.sarraf.merchants.MerchantId;

/// What an endpoint's deliveries are signed with, as it lies in the database: it opens under the master key only,
/// and only for the endpoint that it was made for.
final class SealedSecret {
    /// 238 bits. A multiple of four letters and digits is Base64, too: receivers that follow Standard Webhooks
    /// read 30 bytes.
    private static final int RANDOM = 40;

    private final int number;
    private final byte[] sealed;

    /// `number` counts an endpoint's secrets: a higher one replaces those below.
    SealedSecret(int number, byte[] sealed) {
        this.number = number;
        this.sealed = sealed;
    }

    /// A new secret, `whsec_…`. The merchant sees it once, when it is made.
    static Secret random() {
        return new Secret("whsec_" + Random62.text(RANDOM));
    }

    static SealedSecret seal(MasterKey key, MerchantId merchant, EndpointId endpoint, int number, Secret secret) {
        return new SealedSecret(number, key.seal(place(merchant, endpoint, number), secret));
    }

    /// @throws IllegalStateException where it was sealed under another key or for another endpoint
    Secret open(MasterKey key, MerchantId merchant, EndpointId endpoint) {
        return key.open(place(merchant, endpoint, number), sealed);
    }

    int number() {
        return number;
    }

    byte[] bytes() {
        return sealed.clone();
    }

    /// The endpoint's id names the mode.
    private static String place(MerchantId merchant, EndpointId endpoint, int number) {
        return "webhook_secrets.sealed " + merchant + " " + endpoint + " " + number;
    }
}
