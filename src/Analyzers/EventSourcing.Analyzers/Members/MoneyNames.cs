using EventSourcing.Analyzers.Naming;

namespace EventSourcing.Analyzers.Members;

/// <summary>Tells names of amounts of money from names of other numbers.</summary>
internal static class MoneyNames
{
    private static readonly WordSet Money = new("""
        amount price total subtotal balance cost costs fee fees tax taxes vat salary wage wages money cash revenue income expense expenses deposit refund
        charge charges payment payments budget profit premium rent bonus commission tip fare turnover payout debt loan earnings payroll postage surcharge
        dividend invoice rebate markup proceeds principal allowance instalment installment withdrawal
        """);

    /// <summary>Words behind that leave an amount an amount: <c>AmountPaid</c>, <c>PriceInEuro</c>.</summary>
    private static readonly WordSet Qualifiers = new("""
        paid due owed gross net total incl excl including excluding in usd eur gbp chf jpy euro euros dollars pounds before after tax vat amount value charged
        refunded deposited withdrawn credited debited transferred received spent per unit item day month year each minimum maximum min max old new initial final
        """);

    /// <summary>Words that make an amount one of something else: <c>TotalWeight</c>, <c>TaxRate</c>, <c>FuelAmount</c>.</summary>
    private static readonly WordSet NotMoney = new("""
        weight distance duration hours hour minutes seconds score scores points point volume length height width depth energy power kwh litres liters area time
        calories count quantity size rate ratio percent percentage factor multiplier share temperature speed fuel water dose dosage angle latitude longitude
        steps energy rainfall battery oxygen mass load number index code type kind id date mileage
        """);

    /// <summary>Whether a member of this name is taken for an amount of money.</summary>
    public static bool Match(string name)
    {
        var tokens = NameTokenizer.Tokenize(name);
        var isMoney = false;
        foreach (var token in tokens)
        {
            if (NotMoney.Contains(token.Lower)) return false;
            isMoney |= Money.Contains(token.Lower);
        }

        if (!isMoney) return false;
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (Money.Contains(tokens[i].Lower)) return true;
            if (!Qualifiers.Contains(tokens[i].Lower) && !tokens[i].IsNumber) return false;
        }

        return false;
    }
}
