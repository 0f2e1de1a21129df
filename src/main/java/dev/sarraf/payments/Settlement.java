package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import java.util.Optional;

/// What is paid for. Payments know it only by this: they lock it, ask what is due, and tell it of the outcome,
/// all in the transaction of the outcome.
public interface Settlement {
    /// Takes the row lock that decides every race on this session, and tells what can be paid now. Judged by
    /// the time at which the lock was got.
    Payable lock(Tx tx, MerchantId merchant, String session);

    /// The session has an intent from now on. Called under its lock.
    void attach(Tx tx, MerchantId merchant, String session, IntentId intent);

    /// Whether what is sold is still for sale: refused where it is not, before the customer is sent anywhere.
    /// Called under the lock.
    void requireForSale(Tx tx, MerchantId merchant, String session);

    /// Sets aside what is sold (stock, a redemption of a discount) before the bank is asked, so that nobody
    /// else gets it meanwhile. False, and nothing set aside, where it is gone. Called under the lock.
    boolean hold(Tx tx, MerchantId merchant, String session);

    /// Gives up what [#hold] set aside, since the bank did not take the money.
    void letGo(Tx tx, MerchantId merchant, String session);

    /// The charge succeeded: what was set aside is sold, and whoever paid is a customer from now on. Empty
    /// where nothing tells who it was.
    Optional<Payer> sold(Tx tx, Charge charge);

    /// Money of a charge that succeeded was given back.
    void refunded(Tx tx, Charge charge, Money amount);

    /// The charge succeeded: whatever was bought is paid, and an event says so. Called after [#sold].
    void paid(Tx tx, Charge charge);

    /// Too many payments were declined: the session takes no more, and an event says so. Nothing happens to one that
    /// has ended already. Called under its lock.
    void exhausted(Tx tx, MerchantId merchant, String session);

    /// The customer has been given something to pay with later, and leaves: an event says that what was bought is
    /// complete and not paid.
    void promised(Tx tx, Charge charge);

    /// The charge failed. Where a promise to pay was broken by that, an event says so.
    void failed(Tx tx, Charge charge);

    /// Who has paid.
    ///
    /// @param id `cus_…`
    record Payer(String id, Optional<String> name, Optional<String> email, Optional<String> phone) {}

    /// The merchant's order that this session is for, where the session names one and it has been paid, by this
    /// session or another.
    Optional<PaidOrder> orderPaid(Tx tx, MerchantId merchant, String session);

    /// An order that has been paid.
    ///
    /// @param reference the merchant's own name for it
    /// @param session the checkout session that paid it
    record PaidOrder(String reference, String session) {}

    /// What can be paid.
    ///
    /// @param cartRevision rises whenever something else is sold, also for the same amount
    /// @param metadata the session's, as JSON text, which its intent carries too
    record Payable(State state, Money amount, int cartRevision, Breakdown breakdown, String metadata) {
        public enum State {
            OPEN,
            EMPTY,
            UNPRICED,
            FREE,
            EXPIRED,
            /// Complete and not paid: the customer has promised to.
            PROMISED,
            COMPLETE
        }

        boolean isOpen() {
            return state == State.OPEN;
        }

        boolean isPromised() {
            return state == State.PROMISED;
        }

        /// Nobody is charged what they were not shown.
        void requireShown(Money shown) {
            if (!amount.equals(shown)) {
                throw Refusal.conflict(
                        ErrorCode.AMOUNT_RECONFIRMATION_REQUIRED,
                        "The amount has changed since it was shown. The customer has to confirm the new one.");
            }
        }

        void requireOpen() {
            switch (state) {
                case OPEN -> {}
                case EMPTY ->
                    throw Refusal.conflict(
                            ErrorCode.CHECKOUT_EMPTY_CART, "The session has no line items, so nothing can be paid.");
                case UNPRICED ->
                    throw Refusal.conflict(ErrorCode.AMOUNT_INVALID, "The customer has to choose an amount first.");
                case FREE ->
                    throw Refusal.conflict(
                            ErrorCode.RESOURCE_INVALID_STATE,
                            "The session costs nothing, so it completes without a payment.");
                case EXPIRED -> throw Refusal.conflict(ErrorCode.CHECKOUT_SESSION_EXPIRED, "The session has expired.");
                case PROMISED, COMPLETE ->
                    throw Refusal.conflict(
                            ErrorCode.PAYMENT_ALREADY_COMPLETED, "The session has been completed already.");
            }
        }
    }
}
