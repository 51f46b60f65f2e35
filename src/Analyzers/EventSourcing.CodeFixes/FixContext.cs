using System.Threading;
using Microsoft.CodeAnalysis;

namespace EventSourcing.CodeFixes;

/// <summary>What a fix knows of the document that it changes.</summary>
/// <param name="Document">The document.</param>
/// <param name="Root">Its root.</param>
/// <param name="Model">Its semantic model.</param>
/// <param name="CancellationToken">Ends the work early.</param>
internal sealed record FixContext(Document Document, SyntaxNode Root, SemanticModel Model, CancellationToken CancellationToken);
