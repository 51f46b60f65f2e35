using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Generators.Tests;

/// <summary>What is emitted compiles without a warning, in every form that users give to their types.</summary>
public class CompileTests
{
    [Test]
    public void The_representative_project_compiles() => new TestProject("Shop", Sources.Representative).Run().MustCompile();

    [Test]
    public void What_is_emitted_is_no_newer_than_CSharp_12() =>
        new TestProject("Shop", Sources.Representative) { LanguageVersion = LanguageVersion.CSharp12 }.Run().MustCompile();

    [Test]
    public void The_global_namespace_works()
    {
        var result = new TestProject(
            "App",
            """
            /// <summary>A.</summary>
            [DomainEvent] public sealed record ThingHappened(int A);

            /// <summary>B.</summary>
            public sealed partial class Thing : AggregateRoot<Guid>
            {
                [Handles] private void On(ThingHappened e) { }
            }
            """) { RootNamespace = "" }.Run().MustCompile();
        Assert.That(result.Sources.Keys, Is.EquivalentTo(new[] { "DomainEvents.g.cs", "Thing.Aggregate.g.cs", "File0.Json.g.cs" }));
    }

    [TestCase("My-App.1st", "My_App._1st")]
    [TestCase("class.event.ok", "@class.@event.ok")]
    [TestCase("a b", "a_b")]
    public void Root_namespaces_are_made_valid(string rootNamespace, string expected)
    {
        var result = new TestProject("App", "[DomainEvent] internal sealed record ThingHappened(int A);") { RootNamespace = rootNamespace }.Run().MustCompile();
        Assert.That(result.Sources.Values.Single(s => s.Contains("EventCatalog Catalog {", StringComparison.Ordinal)), Does.Contain("namespace " + expected + "\n"));
    }

    [Test]
    public void Without_a_root_namespace_the_assembly_gives_the_name() =>
        Assert.That(
            new TestProject("Some.Assembly", "[DomainEvent] internal sealed record ThingHappened(int A);") { RootNamespace = null }.Run().MustCompile().Sources.Keys,
            Does.Contain("Some.Assembly.DomainEvents.g.cs"));

    [Test]
    public void Nothing_is_emitted_where_nothing_is_annotated() =>
        Assert.That(new TestProject("App", "internal sealed class Plain;").Run().MustCompile().Sources, Is.Empty);

    [Test]
    public void A_class_in_several_parts_with_aliased_and_qualified_attributes_is_emitted_once()
    {
        var result = new TestProject(
            "App",
            """
            using H = EventSourcing.HandlesAttribute;
            internal sealed partial class Thing : AggregateRoot<Guid>
            {
                [H] private void On(OneHappened e) { }
                [EventSourcing.Handles] private void On(TwoHappened e) { }
            }
            """,
            """
            internal sealed partial class Thing
            {
                [global::EventSourcing.HandlesAttribute] private void On(ThreeHappened e) { }
            }
            internal sealed record OneHappened;
            internal sealed record TwoHappened;
            internal sealed record ThreeHappened;
            """).Run().MustCompile();
        var dispatch = result.Sources["Thing.Aggregate.g.cs"];
        Assert.That(dispatch, Does.Contain("OneHappened e:").And.Contain("TwoHappened e:").And.Contain("ThreeHappened e:"));
    }

    [Test]
    public void Types_that_differ_by_case_alone_get_files_of_their_own() =>
        new TestProject(
            "App",
            "[DomainEvent] internal sealed record Seen(int A); [DomainEvent(\"other\")] internal sealed record SEEN(int A); internal sealed partial class Thing : AggregateRoot<Guid> { [Handles] private void On(Seen e) { } } internal sealed partial class THING : AggregateRoot<Guid> { [Handles] private void On(SEEN e) { } }")
            .Run().MustCompile();

    [Test]
    public void An_aggregate_that_is_marked_twice_is_emitted_once()
    {
        var result = new TestProject("App", "[Aggregate] internal sealed partial class Thing : AggregateRoot<Guid>; [Aggregate] internal sealed partial class Thing;").Run();
        Assert.That(result.Problems.Select(p => p.Id), Is.EqualTo(new[] { "CS0579" }), "the attribute is there twice");
    }

    [Test]
    public void Obsolete_events_and_members_stay_readable() =>
        new TestProject(
            "App",
            """
            [Obsolete] [DomainEvent] internal sealed record OldHappened([property: Obsolete("no more")] int A);
            #pragma warning disable CS0612
            internal sealed partial class Thing : AggregateRoot<Guid>
            {
                [Handles] private void On(OldHappened e) { }
            }
            """).Run().MustCompile();

    [Test]
    public void Names_that_meet_those_of_emitted_code_do_no_harm() =>
        new TestProject(
            "App",
            """
            namespace System.Text { internal static class Json2; }
            namespace App.System { internal static class Nothing; }
            namespace App.EventSourcing { internal static class Nothing; }
            namespace App
            {
                internal sealed class Guid;
                internal sealed class JsonRead;
                internal sealed class String;
                [DomainEvent] internal sealed record Happened(string Name, int NameName, int Value, int ValueCodec, int Instance, string Codec, App_HappenedCodec Inner, int Reader, int Create, int SetValue);
                internal sealed record App_HappenedCodec(int WriteValue, int ReadValue, IReadOnlyList<int> Values, int WriteValues, int ReadValues);
                internal sealed record CreatedState(int e, int state);
                internal sealed partial class Thing : AggregateRoot<global::System.Guid, CreatedState>
                {
                    private static int e = 1;
                    private static int state = e;
                    public static int metadata => state;
                    [Handles] private static CreatedState @e2(CreatedState @event, Happened @class) => @event;
                    [Handles] private static CreatedState Thing2(Other @class, EventMetadata m) => new(1, 2);
                }
                internal sealed record Other;
            }
            """).Run().MustCompile();
}
