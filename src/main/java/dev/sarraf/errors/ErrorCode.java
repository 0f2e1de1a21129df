package dev.sarraf.errors;

import java.util.Locale;

/// The codes that an error can carry, each with the sentence that its documentation shows.
///
/// A code is part of the API: codes are added, never renamed and never given a second meaning.
public enum ErrorCode {
    INVALID_REQUEST("The request could not be understood: its body, its encoding or its address is wrong."),
    PARAMETER_MISSING("A parameter that is required was not sent."),
    PARAMETER_INVALID("A parameter has the wrong type or format. The message says what was expected."),
    PARAMETER_OUT_OF_RANGE("A number, a text or a list is smaller or larger than allowed."),
    PARAMETER_UNKNOWN("A parameter does not exist. Unknown parameters are refused, so that a misspelt one is noticed."),
    PARAMETERS_EXCLUSIVE("Two parameters were sent of which only one is allowed."),
    PARAMETER_REQUIRES_ANOTHER("A parameter was sent without another one that it depends on."),
    RESOURCE_MISSING("No such object exists for this key. Test keys see test objects, live keys live ones."),
    RESOURCE_INVALID_STATE("The object exists, but its state does not allow this operation."),
    RESOURCE_ALREADY_EXISTS("An object with this unique value exists already."),
    AUTHENTICATION_REQUIRED("The request carries no API key, or none that can be read."),
    INVALID_API_KEY("The API key is unknown or has been revoked."),
    PERMISSION_DENIED(
            "The API key is valid but may not do this. Server routes need a secret key, or a restricted one with the"
                    + " permission that the message names."),
    MERCHANT_NOT_ACTIVATED(
            "This merchant may not take live payments yet. Until it may, live keys can read GET /account and nothing else."),
    RATE_LIMIT("Too many requests with this key in a short time. Retry-After tells how many seconds to wait."),
    CHECKOUT_SESSION_EXPIRED("The checkout session has expired and can take no payment."),
    CHECKOUT_EMPTY_CART("The checkout session has no line items, so there is nothing to pay."),
    PAYMENT_LINK_INACTIVE("The payment link has been switched off."),
    PAYMENT_LINK_EXPIRED("The payment link has expired."),
    PAYMENT_STILL_CONFIRMING("A payment of this session has been sent to the bank and its outcome is not known yet."),
    PAYMENT_ALREADY_COMPLETED("The checkout session has been paid already."),
    AMOUNT_RECONFIRMATION_REQUIRED("The amount changed after it was shown. The customer has to confirm the new one."),
    AMOUNT_INVALID("The amounts add up to more than can be charged."),
    CURRENCY_INVALID("The line items are not all in one currency, or not in the session's."),
    UNSUPPORTED_CURRENCY("This currency does not exist here."),
    EXCHANGE_RATE_NOT_FOUND(
            "There is no exchange rate from this currency to the currency of processing, EGP. The operator sets rates."),
    PRODUCT_ARCHIVED("The product is archived and cannot be sold."),
    PRICE_INACTIVE("The price is archived and cannot be sold."),
    PRICE_NOT_YET_ACTIVE("The price can be sold only from its start date on."),
    PRICE_EXPIRED("The expiration date of the price has passed."),
    PRICE_SOLD_OUT("There is not enough stock left of this price."),
    PRICE_DATE_RANGE_INVALID("The expiration date of a price has to come after its start date."),
    PRICE_STOCK_INVALID("The stock of a price cannot be set to this number: payments under way hold more of it."),
    PRICE_IMMUTABLE_WHILE_USED(
            "What a price costs cannot change once it has been sold or offered. Make another price."),
    PRICE_RECURRING_NOT_SUPPORTED("Recurring prices cannot be sold."),
    LINE_ITEM_MISSING_PRICE("A line item has neither a price nor price data."),
    LINE_ITEM_QUANTITY_OUT_OF_BOUNDS("The quantity of a line item is outside its limits."),
    LINE_ITEM_QUANTITY_NOT_ADJUSTABLE("The customer may not change the quantity of this line item."),
    LINE_ITEM_QUANTITY_NOT_SUPPORTED_FOR_CUSTOM("A price whose amount the customer chooses is sold once: quantity 1."),
    PROMOTION_CODES_NOT_ALLOWED("This checkout session takes no promotion codes."),
    PROMOTION_CODE_NOT_FOUND("No promotion code is spelt so."),
    PROMOTION_CODE_INACTIVE("The promotion code has been switched off."),
    PROMOTION_CODE_EXPIRED("The promotion code, or the coupon behind it, has expired."),
    PROMOTION_CODE_MAX_REDEMPTIONS("The promotion code has been used as often as it may be."),
    PROMOTION_CODE_CUSTOMER_MISMATCH("The promotion code is meant for another customer."),
    PROMOTION_CODE_MINIMUM_AMOUNT("The order is smaller than the promotion code demands."),
    PROMOTION_CODE_FIRST_TIME_ONLY("The promotion code is for a first purchase, and this customer has bought before."),
    PROMOTION_CODE_EXISTS("There is a promotion code with this text already."),
    COUPON_INVALID("The coupon is inactive, expired, used up, or does not apply to anything that is bought."),
    COUPON_CURRENCY_MISMATCH("The coupon's amount is in another currency than the order."),
    COUPON_MINIMUM_AMOUNT("The order is smaller than the coupon demands."),
    COUPON_CUSTOMER_MAX_REDEMPTIONS("This customer has used the coupon as often as each customer may."),
    COUPON_IN_USE("The coupon has promotion codes or has been redeemed, so it cannot be deleted. Deactivate it."),
    TOO_MANY_DISCOUNTS("A checkout session takes one discount."),
    CANNOT_RENAME_DEFAULT("The default payment method configuration keeps its name."),
    CANNOT_DELETE_DEFAULT("The default payment method configuration cannot be deleted."),
    MUST_HAVE_ENABLED_METHOD("A payment method configuration needs at least one method that is switched on."),
    PAYMENT_METHOD_MISMATCH(
            "The payment method cannot do this: the session does not offer it, it does not take the currency, or it gives"
                    + " no money back."),
    CONFIGURATION_IN_USE("Checkout sessions or payment links use this payment method configuration."),
    ORDER_PAYMENT_IN_PROGRESS(
            "Another checkout session of this order is being paid. The error names it: wait for its outcome, or expire it"
                    + " once it can be."),
    ORDER_ALREADY_PAID("This order has been paid already. The error names the checkout session that it was paid by."),
    CHARGE_NOT_CAPTURED("The charge took no money, so there is nothing to refund."),
    IDEMPOTENCY_KEY_IN_USE(
            "This Idempotency-Key belongs to another request (400), or to one that is still being carried out (409)."
                    + " The message tells which."),
    REQUEST_TIMEOUT("The request did not arrive in time."),
    INTERNAL_ERROR("Something went wrong on this side. Nothing is known to have been done: read the object again.");

    private final String meaning;

    ErrorCode(String meaning) {
        this.meaning = meaning;
    }

    /// As it stands in an answer: `parameter_missing`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it means, in a sentence or two for a developer.
    public String meaning() {
        return meaning;
    }
}
