namespace EventSourcing.Testing;

/// <summary>One rule of a contract, as a test that any test framework can run.</summary>
/// <param name="Name">The rule, as a sentence; unique in its suite.</param>
/// <param name="Row">The row of the list of capabilities to which the rule belongs, such as <c>ST-1</c>.</param>
/// <param name="RunAsync">Runs the test. It throws <see cref="ContractViolationException"/> where the rule is broken, and lets other errors through.</param>
public sealed record ContractCase(string Name, string Row, Func<Task> RunAsync)
{
    /// <summary>The row and the rule: what a test runner shows.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Row} {Name}";
}
