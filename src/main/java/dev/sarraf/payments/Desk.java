package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorAccounts;

/// What every instruction to the bank is given with.
record Desk(Database database, Processor processor, ProcessorAccounts accounts) {
    ProcessorAccount account(MerchantId merchant) {
        return accounts.get(merchant);
    }
}
