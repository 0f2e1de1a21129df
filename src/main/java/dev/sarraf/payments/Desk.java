package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.processors.LocalProvider;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.Repayment;
import java.net.URI;
import java.util.Optional;

/// What every instruction to the bank is given with.
///
/// @param pages where customers and providers reach this server
record Desk(Database database, Processor processor, LocalProvider provider, ProcessorAccounts accounts, URI pages) {
    Outcome pay(Charge charge) {
        return switch (charge.means()) {
            case Means.OfCard _ -> processor.pay(account(charge.merchant()), charge.order());
            case Means.Local local -> provider.request(account(charge.merchant()), charge.localOrder(local, pages));
        };
    }

    Optional<Outcome> lookUp(Charge charge) {
        return switch (charge.means()) {
            case Means.OfCard _ -> processor.lookUp(account(charge.merchant()), charge.order());
            case Means.Local local -> provider.lookUp(account(charge.merchant()), charge.localOrder(local, pages));
        };
    }

    Outcome giveBack(MerchantId merchant, PaymentMethod method, Repayment repayment) {
        return method.isLocal()
                ? provider.giveBack(account(merchant), repayment)
                : processor.giveBack(account(merchant), repayment);
    }

    Optional<Outcome> lookUp(MerchantId merchant, PaymentMethod method, Repayment repayment) {
        return method.isLocal()
                ? provider.lookUp(account(merchant), repayment)
                : processor.lookUp(account(merchant), repayment);
    }

    ProcessorAccount account(MerchantId merchant) {
        return accounts.get(merchant);
    }
}
