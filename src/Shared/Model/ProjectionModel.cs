namespace EventSourcing.Compiler;

/// <summary>All that is emitted for a projection follows from this. Holds no symbols.</summary>
/// <param name="Type">The class.</param>
/// <param name="Name">The name under which checkpoints are kept.</param>
/// <param name="Version">The version of what it derives.</param>
/// <param name="IsListed">Whether the catalog can name it.</param>
/// <param name="Arguments">What its constructor is given, in order.</param>
/// <param name="Handlers">Its handlers, most derived event first.</param>
/// <param name="Keys">The methods that say to which key an event belongs, most derived event first.</param>
internal sealed record ProjectionModel(
    TypeDeclaration Type,
    string Name,
    int Version,
    bool IsListed,
    EquatableArray<ProjectionArgument> Arguments,
    EquatableArray<ProjectionHandler> Handlers,
    EquatableArray<ProjectionKey> Keys);
