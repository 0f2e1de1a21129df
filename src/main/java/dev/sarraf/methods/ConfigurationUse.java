package dev.sarraf.methods;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;

/// Tells whether something still takes payments as a configuration says.
public interface ConfigurationUse {
    /// Whether it is named where somebody could pay: as long as it is, it cannot be deleted. The configuration
    /// is locked by the caller, so that nothing begins to name it.
    boolean isUsed(Tx tx, MerchantId merchant, MethodConfigurationId configuration);
}
