package dev.sarraf.checkout;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.ConfigurationUse;
import dev.sarraf.methods.MethodConfigurationId;

/// Payment method configurations are used by open sessions and by payment links.
public final class MethodsInUse implements ConfigurationUse {
    private final SessionStore sessions = new SessionStore();
    private final PaymentLinkStore links = new PaymentLinkStore();

    @Override
    public boolean isUsed(Tx tx, MerchantId merchant, MethodConfigurationId configuration) {
        return sessions.isOpenWith(tx, merchant, configuration) || links.isAnyWith(tx, merchant, configuration);
    }
}
