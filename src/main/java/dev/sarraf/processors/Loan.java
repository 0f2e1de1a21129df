package dev.sarraf.processors;

import java.time.LocalDate;

/// A purchase in instalments as it was agreed. Amounts are minor units.
public record Loan(
        String number,
        int months,
        long monthly,
        long downPayment,
        long financed,
        LocalDate firstDue,
        LocalDate lastDue) {}
