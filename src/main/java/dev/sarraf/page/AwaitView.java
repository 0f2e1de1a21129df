package dev.sarraf.page;

import java.util.List;
import java.util.Optional;

/// The page on which a customer does what a provider waits for, or is told what to do elsewhere.
///
/// @param state what the script compares with how things stand: another one shows another page
/// @param reference the number of the voucher or request
/// @param deadline until when, as people write it
/// @param step `voucher`, `approve`, `code` or `plan`
/// @param method what people call it
/// @param fault what was wrong with what was typed
/// @param acts what a test customer can be made to do; empty in live mode
public record AwaitView(
        Frame frame,
        ShopView shop,
        String amount,
        String status,
        String state,
        String reference,
        String deadline,
        String step,
        String method,
        String action,
        Optional<String> cancel,
        String fault,
        List<Plan> plans,
        List<Act> acts,
        String rehearsal) {

    /// A plan to choose.
    public record Plan(int months, String words) {}

    /// Something that a test customer can do.
    public record Act(String name, String words) {}

    public boolean isVoucher() {
        return step.equals("voucher");
    }
}
