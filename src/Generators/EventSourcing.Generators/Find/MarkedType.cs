using EventSourcing.Compiler;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Generators;

/// <summary>A part of a type that seems to carry attributes of ours.</summary>
/// <param name="Part">The part.</param>
/// <param name="Marks">The attributes.</param>
internal readonly record struct MarkedType(TypeDeclarationSyntax Part, Marks Marks);
