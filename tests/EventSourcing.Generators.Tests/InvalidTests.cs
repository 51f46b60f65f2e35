namespace EventSourcing.Generators.Tests;

/// <summary>
/// What is wrong is the analyzers' to report. The generator emits what is safe, so that beside their report the compiler says as little as can be.
/// </summary>
public class InvalidTests
{
    [TestCase("[Handles] private async void On(Seen e) { await System.Threading.Tasks.Task.Yield(); }", TestName = "Asynchronous")]
    [TestCase("[Handles] private System.Threading.Tasks.Task On(Seen e) => System.Threading.Tasks.Task.CompletedTask;", TestName = "Returns a task")]
    [TestCase("[Handles] private void On() { }", TestName = "Takes nothing")]
    [TestCase("[Handles] private void On(ref Seen e) { }", TestName = "By reference")]
    [TestCase("[Handles] private void On<T>(T e) { }", TestName = "Generic")]
    [TestCase("[Handles] private static void On(Seen e) { }", TestName = "Static")]
    [TestCase("[Handles] private void On(Seen a, Seen b) { }", TestName = "Two events")]
    [TestCase("[Handles] private void On(string e) { }", TestName = "A text")]
    [TestCase("[Handles] private void On(int? e) { }", TestName = "A nullable value")]
    [TestCase("[Handles] private void On(Seen[] e) { }", TestName = "An array")]
    public void A_handler_that_cannot_be_called_is_left_out(string handler)
    {
        var result = new TestProject("App", $"internal sealed record Seen; internal sealed record Known; internal sealed partial class Thing : AggregateRoot<Guid> {{ [Handles] private void On(Known e) {{ }} {handler} }}").Run().MustCompile();
        Assert.That(result.Sources["Thing.Aggregate.g.cs"], Does.Contain("Known e:").And.Not.Contain("Seen e:"));
    }

    [Test]
    public void A_handler_whose_result_is_dropped_is_called()
    {
        var result = new TestProject("App", "internal sealed record Seen; internal sealed partial class Thing : AggregateRoot<Guid> { [Handles] private int On(Seen e) => 1; }").Run().MustCompile();
        Assert.That(result.Sources["Thing.Aggregate.g.cs"], Does.Contain("Seen e:"));
    }

    [TestCase("public void Execute(Pay command) => Raise(Decide(command, State));")]
    [TestCase("internal void Execute(Pay command) => Raise(Decide(command, State));")]
    [TestCase("private void Execute(Pay command) => Raise(Decide(command, State));")]
    public void An_Execute_of_the_class_s_own_is_kept(string execute)
    {
        var result = new TestProject("App", Decider("internal", execute)).Run().MustCompile();
        Assert.That(result.Sources["Thing.Aggregate.g.cs"], Does.Contain("IDecider<").And.Not.Contain("Decide(command"));
    }

    [TestCase("public void Execute(Pay command) => Raise(Decide(command, State));")]
    [TestCase("private void Execute(Pay command) => Raise(Decide(command, State));")]
    public void An_Execute_of_the_class_s_own_is_kept_for_a_public_command(string execute) => new TestProject("App", Decider("public", execute)).Run().MustCompile();

    [TestCase("public bool Execute(Pay command) => true;")]
    [TestCase("public static void Execute(Pay command) { }")]
    [TestCase("public bool Execute(Pay command) => true; internal static Paid Decide(Pay command) => new(1);")]
    public void Nothing_is_emitted_for_a_command_whose_Execute_leaves_no_place(string execute)
    {
        var result = new TestProject("App", Decider("public", execute)).Run().MustCompile();
        Assert.That(result.Sources["Thing.Aggregate.g.cs"], Does.Not.Contain("IDecider<"));
    }

    private static string Decider(string accessibility, string execute) => $$"""
        /// <summary>A.</summary>
        {{accessibility}} sealed record Pay;
        internal sealed record Paid(int Amount);
        internal sealed record Total(int Amount) { public Total() : this(0) { } }
        internal sealed partial class Thing : AggregateRoot<Guid, Total>
        {
            [Handles] private static Total On(Total t, Paid e) => new(t.Amount + e.Amount);
            internal static Paid Decide(Pay command, Total state) => new(1);
            {{execute}}
        }
        """;

    [Test]
    public void The_second_handler_of_an_event_is_left_out()
    {
        var result = new TestProject("App", "internal sealed record Seen; internal sealed partial class Thing : AggregateRoot<Guid> { [Handles] private void First(Seen e) { } [Handles] private void Second(Seen e) { } }").Run().MustCompile();
        Assert.That(result.Sources["Thing.Aggregate.g.cs"], Does.Contain("First(e)").And.Not.Contain("Second(e)"));
    }

    [TestCase("public Thing(int a) { }")]
    [TestCase("public required int A { get; init; }")]
    public void A_class_that_cannot_be_made_still_compiles(string member) =>
        new TestProject("App", $"internal sealed record Seen; internal sealed partial class Thing : AggregateRoot<Guid> {{ [Handles] private void On(Seen e) {{ }} {member} }}").Run().MustCompile();

    [TestCase("internal sealed class Thing : AggregateRoot<Guid> { [Handles] private void On(Seen e) { } }")]
    [TestCase("internal class Outer { internal sealed partial class Thing : AggregateRoot<Guid> { [Handles] private void On(Seen e) { } } }")]
    [TestCase("[Aggregate] internal sealed partial class Thing { [Handles] private void On(Seen e) { } }")]
    [TestCase("internal struct Thing { [Handles] private void On(Seen e) { } }")]
    [TestCase("internal interface IThing { [Handles] void On(Seen e); }")]
    [TestCase("internal static class Thing { [Handles] private static void On(Seen e) { } }")]
    public void Where_nothing_can_be_emitted_nothing_is(string source)
    {
        var result = new TestProject("App", "internal sealed record Seen;" + source).Run();
        Assert.That(result.Problems, Is.Empty, "the analyzers' report stands alone");
        Assert.That(result.Sources.Keys.Where(k => k.Contains("Thing", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("[DomainEvent] internal abstract record Seen;")]
    [TestCase("[DomainEvent] internal sealed record Seen<T>(T A);")]
    [TestCase("internal sealed class Outer<T> { [DomainEvent] internal sealed record Seen(int A); }")]
    [TestCase("internal sealed class Outer { [DomainEvent] private sealed record Seen(int A); }")]
    [TestCase("[DomainEvent] file sealed record Seen(int A);")]
    [TestCase("[DomainEvent] internal static class Seen;")]
    [TestCase("[DomainEvent] internal ref struct Seen;")]
    [TestCase("[DomainEvent] internal sealed record Seen(object A);")]
    [TestCase("[DomainEvent] internal sealed record Seen(IDisposable A);")]
    [TestCase("[DomainEvent] internal sealed record Seen((int A, int B) Pair);")]
    [TestCase("[DomainEvent] internal sealed record Seen(int[,] A);")]
    [TestCase("[DomainEvent] internal sealed record Seen(Dictionary<object, int> A);")]
    [TestCase("[DomainEvent] internal sealed record Seen(Action A);")]
    [TestCase("[DomainEvent] internal sealed record Seen(Inner A); internal sealed record Inner(System.IO.Stream A);")]
    [TestCase("[DomainEvent] internal sealed class Seen { public Seen(int a) { } }")]
    [TestCase("[DomainEvent] internal sealed class Seen { public Seen(int a) => A = a; public Seen(string b) => B = b; public int A { get; } public string B { get; } = \"\"; }")]
    [TestCase("[DomainEvent] internal sealed record Seen(int A) { [System.Text.Json.Serialization.JsonPropertyName(\"a\")] public int B { get; init; } }")]
    [TestCase("[DomainEvent] internal sealed class Seen { [System.Text.Json.Serialization.JsonExtensionData] public Dictionary<string, int>? A { get; set; } }")]
    [TestCase("[DomainEvent] internal sealed record Seen(Two A); [EventValue] internal sealed record Two(int A, int B);")]
    [TestCase("[DomainEvent] internal sealed record Seen(Base A); [System.Text.Json.Serialization.JsonDerivedType(typeof(Other), \"o\")] internal abstract record Base; internal sealed record Other;")]
    [TestCase("[DomainEvent] internal sealed record Seen(Base A); [System.Text.Json.Serialization.JsonDerivedType(typeof(Other))] internal abstract record Base; internal sealed record Other : Base;")]
    [TestCase("[DomainEvent] internal sealed record Seen(Tag A); [System.Text.Json.Serialization.JsonConverter(typeof(string))] internal sealed record Tag;")]
    [TestCase("[DomainEvent] internal sealed class Seen { private Seen() { } public int A { get; set; } }")]
    public void An_event_that_cannot_be_stored_is_not_listed(string source)
    {
        var result = new TestProject("App", source + " [DomainEvent] internal sealed record Known(int A);").Run();
        Assert.That(result.Problems.Where(p => !p.Location.IsInSource || p.Location.SourceTree!.FilePath.Contains(".g.cs", StringComparison.Ordinal)), Is.Empty);
        Assert.That(result.Sources.Keys, Is.EquivalentTo(new[] { "App.DomainEvents.g.cs", "File0.Json.g.cs" }));
        Assert.That(result.Sources["File0.Json.g.cs"], Does.Contain("Known").And.Not.Contain("Seen"));
    }
}
