using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about how stores, repositories and attributes are used.</summary>
internal static class UseRules
{
    public static readonly DiagnosticDescriptor CallIsNotAwaited = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.CallIsNotAwaited,
        title: "A call of a store or a repository is not awaited",
        messageFormat: "'{0}' is not awaited, so that nobody sees whether it succeeds; await it, return its task, or keep it and await it later",
        RuleCategories.Usage,
        DiagnosticSeverity.Warning,
        description: "Events are stored when the call is done, and not when it returns. A conflict, or a store that cannot be reached, is an exception that only the one who awaits can see.");

    public static readonly DiagnosticDescriptor EnvironmentDoesNotFit = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EnvironmentDoesNotFit,
        title: "The language version or the runtime does not fit the generator",
        messageFormat: "The code that is emitted for '{0}' does not fit: {1}; {2}",
        RuleCategories.Usage,
        DiagnosticSeverity.Error,
        description: "Emitted code is compiled with the project, against the runtime that it references. An older language or another version of the runtime gives errors in files that nobody wrote.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor HandlesIsSpelledDifferently = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlesIsSpelledDifferently,
        title: "[Handles] is not what it looks like",
        messageFormat: "[{0}] {1}",
        RuleCategories.Usage,
        DiagnosticSeverity.Info,
        description: "Which types are events is first read from how the code is spelled. An attribute of the same name from elsewhere handles nothing, and our own under another name is easily overlooked.");

    public static readonly DiagnosticDescriptor AnnotationsNeedCSharp = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.AnnotationsNeedCSharp,
        title: "Events and aggregates are annotated in another language than C#",
        messageFormat: "[{0}] on '{1}' has no effect in {2}: what it asks for can only be emitted in C#; declare events and aggregates in a C# project, and use them from here",
        RuleCategories.Usage,
        DiagnosticSeverity.Error,
        description: "The source generator emits C#. An event or an aggregate of another language would compile, and fail when it runs. Projects of every language can use those of a C# project.");

    public static readonly DiagnosticDescriptor AggregateIsUsedAfterConflict = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.AggregateIsUsedAfterConflict,
        title: "An aggregate is used after a conflict without being loaded again",
        messageFormat: "'{0}' met a conflict, and still has the state and the events that led to it; load it again before it is changed or saved, or use ExecuteAsync, which does",
        RuleCategories.Usage,
        DiagnosticSeverity.Warning,
        description: "After a conflict the stream has events that the aggregate does not know. What it decided was decided on an old state, and every further save meets the same conflict.");

    public static readonly DiagnosticDescriptor EventIsNotReadable = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsNotReadable,
        title: "An event of another assembly is in no catalog",
        messageFormat: "The event '{0}' cannot be stored: its assembly '{1}' has no catalog, because it is built without the source generator; reference the package EventSourcing there, or handle the event here by its own type",
        RuleCategories.Usage,
        DiagnosticSeverity.Warning,
        description: "Events are written and read by the code that the generator emits into their assembly. An event of an assembly without it is known only where a handler takes exactly its type.");

    public static readonly DiagnosticDescriptor ValueIsNoEvent = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ValueIsNoEvent,
        title: "A value that is no event is appended",
        messageFormat: "'{0}' is no event of any catalog, so that appending it fails; mark the type with [DomainEvent], or handle it",
        RuleCategories.Usage,
        DiagnosticSeverity.Warning,
        description: "A store writes events that its catalog knows: types with [DomainEvent] and types that handlers take, here or in a referenced assembly. Everything else throws UnregisteredEventException.");
}
