namespace EventSourcing.Testing;

/// <summary>What was tested breaks a rule of its contract.</summary>
public sealed class ContractViolationException : Exception
{
    /// <summary>Reports a violation.</summary>
    /// <param name="what">What was looked at.</param>
    /// <param name="expected">What the contract asks for.</param>
    /// <param name="actual">What was found.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public ContractViolationException(string what, string expected, string actual, Exception? innerException = null)
        : base($"{what}{Environment.NewLine}  expected: {expected}{Environment.NewLine}  actual:   {actual}", innerException)
    {
        Expected = expected;
        Actual = actual;
    }

    /// <summary>What the contract asks for.</summary>
    public string Expected { get; }

    /// <summary>What was found.</summary>
    public string Actual { get; }
}
