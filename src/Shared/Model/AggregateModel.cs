namespace EventSourcing.Compiler;

/// <summary>All that is emitted for an aggregate follows from this. Holds no symbols.</summary>
/// <param name="Type">The class.</param>
/// <param name="IdType">The type of its ids, in code.</param>
/// <param name="StateType">The type of its state, in code; <see langword="null"/> where the aggregate is its own state.</param>
/// <param name="Category">The category of its streams.</param>
/// <param name="IsAbstract">Whether only its derived classes are made.</param>
/// <param name="CanBeMade">Whether it has a parameterless constructor.</param>
/// <param name="IsListed">Whether the catalog can name it.</param>
/// <param name="IgnoresUnhandled">Whether events without a handler are counted and passed over.</param>
/// <param name="AsksBase">Whether a base class has emitted dispatch that takes what no handler here takes.</param>
/// <param name="Initial">Where the first state comes from.</param>
/// <param name="Handlers">Its handlers and those that it inherits, most derived event first.</param>
/// <param name="Deciders">Its deciders, in order of declaration.</param>
internal sealed record AggregateModel(
    TypeDeclaration Type,
    string IdType,
    string? StateType,
    string Category,
    bool IsAbstract,
    bool CanBeMade,
    bool IsListed,
    bool IgnoresUnhandled,
    bool AsksBase,
    InitialState Initial,
    EquatableArray<HandlerModel> Handlers,
    EquatableArray<DeciderModel> Deciders);
