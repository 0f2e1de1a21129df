package dev.sarraf.page;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.processors.PaymentErrorCode;
import java.util.Arrays;
import java.util.List;

/// Every code of errors and of payments that failed, each an anchor of its own.
public record ErrorsView(Frame frame, List<Entry> errors, List<Entry> payments) {
    /// A code and what is to be said of it.
    ///
    /// @param anchor its name in an address; empty where the same code stands further up with both its meanings
    public record Entry(String code, String anchor, List<String> sentences) {}

    /// The page explains an address `#authentication_required` whichever of the two an error carried.
    static ErrorsView of(Frame frame) {
        return new ErrorsView(
                frame,
                Arrays.stream(ErrorCode.values()).map(ErrorsView::entry).toList(),
                Arrays.stream(PaymentErrorCode.values()).map(ErrorsView::entry).toList());
    }

    private static Entry entry(ErrorCode code) {
        var text = code.text();
        var sentences = Arrays.stream(PaymentErrorCode.values())
                .filter(payment -> payment.text().equals(text))
                .map(payment -> List.of(
                        "In an answer of the API: " + code.meaning(),
                        "In a payment that failed: " + payment.meaning() + " " + payment.remedy()))
                .findFirst()
                .orElseGet(() -> List.of(code.meaning()));
        return new Entry(text, text, sentences);
    }

    private static Entry entry(PaymentErrorCode code) {
        boolean taken =
                Arrays.stream(ErrorCode.values()).anyMatch(error -> error.text().equals(code.text()));
        return new Entry(code.text(), taken ? "" : code.text(), List.of(code.meaning(), code.remedy()));
    }
}
