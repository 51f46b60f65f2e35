using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads how an event and the types that its members reach become JSON.</summary>
/// <param name="assembly">The assembly that is compiled.</param>
/// <param name="violations">Collects what is wrong; <see langword="null"/> in the generator.</param>
/// <param name="usedAt">Locates what is wrong with types from references.</param>
/// <param name="cancellationToken">Ends the reading.</param>
/// <param name="compilation">The compilation, for a caller that reads often and needs no violations; see <see cref="PositionalRecord"/>.</param>
internal sealed class JsonModelReader(IAssemblySymbol assembly, Violations? violations, Location? usedAt, CancellationToken cancellationToken, Compilation? compilation = null)
{
    private readonly HashSet<ISymbol> _reached = new(SymbolEqualityComparer.IncludeNullability);
    private readonly Queue<(INamedTypeSymbol Type, string Path)> _waiting = new();
    private bool _isValid = true;

    /// <summary>The models of the type and of all that it reaches, or <see langword="null"/> where any of them cannot be written or read.</summary>
    public EquatableArray<JsonTypeModel>? Read(INamedTypeSymbol root)
    {
        Reach(root, root.Name);
        var models = new List<JsonTypeModel>();
        while (_waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (type, path) = _waiting.Dequeue();
            if (ReadType(type, path) is { } model) models.Add(model);
            if (!_isValid && violations is null) return null;
        }

        return _isValid ? new EquatableArray<JsonTypeModel>([.. models]) : null;
    }

    private void Reach(INamedTypeSymbol type, string path)
    {
        type = (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (_reached.Add(type)) _waiting.Enqueue((type, path));
    }

    private JsonTypeModel? ReadType(INamedTypeSymbol type, string path)
    {
        var ownAttributes = JsonAttributes.Of(type);
        if (ownAttributes.Unsupported is { } unsupported) return Refuse(RuleIds.UnsupportedAttribute, type, unsupported, path, ownAttributes.WhyUnsupported);
        if (ownAttributes.Converter is not null) return Refuse(RuleIds.UnsupportedAttribute, type, "JsonConverter", path, "an event is written by the codec that is emitted for it");
        if (violations is null && compilation is not null && PositionalRecord.TryRead(type, compilation, cancellationToken) is { } parameters)
            return ReadPositional(type, parameters, path);
        if (JsonConstructor.Choose(type, out var why) is not { } constructor) return Refuse(RuleIds.NoUsableConstructor, type, type.Name, why);

        var declared = JsonMember.Of(type);
        var shapes = new JsonShapeReader(assembly, Reach);
        var members = new List<(JsonMember Member, JsonMemberModel Model)>();
        foreach (var member in declared)
        {
            if (member.IsIgnored) continue;

            // A member without a name is one that is being typed.
            if (member.Symbol.Name.Length == 0) return Refuse("", member.Symbol);
            if (ReadMember(type, member, ParameterOf(constructor, member), shapes, path) is { } model) members.Add((member, model));
        }

        CheckKept(type, declared, path);
        CheckNames(members);
        if (!TryReadArguments(type, constructor, declared, members, out var arguments) || !_isValid) return null;

        // The order among equals stays that of declaration: List.Sort is not stable.
        members = [.. members.OrderBy(m => m.Member.Attributes.Order)];
        return new JsonTypeModel(
            type.InCode(),
            TypeNames.CodecName(type),
            type.IsValueType,
            HasPrivateConstructor: !Symbols.IsAccessible(constructor, assembly),
            new EquatableArray<JsonArgument>([.. arguments.Select(a => a.Resolve(members))]),
            new EquatableArray<JsonMemberModel>([.. members.Select(m => m.Model)]));
    }

    private JsonTypeModel? ReadPositional(INamedTypeSymbol type, List<(string Name, ITypeSymbol Type)> parameters, string path)
    {
        var shapes = new JsonShapeReader(assembly, Reach);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var (typeName, arguments, members) = (type.InCode(), new JsonArgument[parameters.Count], new JsonMemberModel[parameters.Count]);
        for (var i = 0; i < parameters.Count; i++)
        {
            var (name, parameterType) = parameters[i];
            if (name.Length == 0 || shapes.Read(parameterType, null, path) is not { } shape || !names.Add(CamelCase.From(name)))
            {
                _isValid = false;
                return null;
            }

            members[i] = new JsonMemberModel(name, CamelCase.From(name), shape, JsonWriting.Always, JsonSetting.Constructor, IsRequired: true, null, typeName, IsField: false);
            arguments[i] = new JsonArgument(parameterType.InCode(), i, "default!", Suppresses: false);
        }

        return new JsonTypeModel(
            typeName,
            TypeNames.CodecName(type),
            type.IsValueType,
            HasPrivateConstructor: false,
            new EquatableArray<JsonArgument>(arguments),
            new EquatableArray<JsonMemberModel>(members));
    }

    private JsonMemberModel? ReadMember(INamedTypeSymbol owner, JsonMember member, IParameterSymbol? parameter, JsonShapeReader shapes, string path)
    {
        var memberPath = path + "." + member.Symbol.Name;
        var attributes = member.Attributes;
        if (attributes.Unsupported is { } unsupported) return RefuseMember(RuleIds.UnsupportedAttribute, member, unsupported, memberPath, attributes.WhyUnsupported);
        if (attributes.Ignore is not (null or 0 or 2 or 3)) return RefuseMember(RuleIds.UnsupportedAttribute, member, "JsonIgnore", memberPath, "this condition is not supported");
        if (JsonAccess.Of(owner, member, parameter, assembly, out var why) is not { } access)
            return RefuseMember(RuleIds.UnsupportedMember, member, memberPath, member.Type.Name, why);

        if (shapes.Read(member.Type, attributes.Converter, memberPath) is not { } shape)
        {
            var (ruleId, problem, attribute) = shapes.Problem;
            return ruleId == RuleIds.UnsupportedAttribute
                ? RefuseMember(ruleId, member, attribute, memberPath, problem)
                : RefuseMember(ruleId, member, memberPath, member.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), problem);
        }

        var writing = !access.CanWrite ? JsonWriting.Never
            : attributes.Ignore == 3 ? JsonWriting.UnlessNull
            : attributes.Ignore == 2 ? JsonWriting.UnlessDefault
            : JsonWriting.Always;
        var isOptional = writing is JsonWriting.UnlessNull or JsonWriting.UnlessDefault;
        var isRequired = attributes.IsRequired
            || (access.Setting == JsonSetting.Initializer && !isOptional)
            || (parameter is { HasExplicitDefaultValue: false } && !isOptional);
        return new JsonMemberModel(
            member.Symbol.Name,
            member.JsonName,
            shape,
            writing,
            access.Setting,
            isRequired && access.Setting != JsonSetting.None,
            parameter is { HasExplicitDefaultValue: true } ? Literals.DefaultOf(parameter) : null,
            member.Symbol.ContainingType.InCode(),
            member.Symbol is IFieldSymbol);
    }

    private static IParameterSymbol? ParameterOf(IMethodSymbol constructor, JsonMember member)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (string.Equals(parameter.Name, member.Symbol.Name, StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals(parameter.Type, member.Type)) return parameter;
        }

        return null;
    }

    private bool TryReadArguments(
        INamedTypeSymbol type,
        IMethodSymbol constructor,
        List<JsonMember> declared,
        List<(JsonMember Member, JsonMemberModel Model)> members,
        out List<PendingArgument> arguments)
    {
        arguments = [];
        foreach (var parameter in constructor.Parameters)
        {
            if (declared.Find(m => ReferenceEquals(ParameterOf(constructor, m), parameter)) is not { } carrier)
            {
                // What is no data is reported where it is kept, if it is.
                if (NotFacts.WhatIs(parameter.Type) is { } what)
                {
                    if (Keeps(type, parameter.Type)) _isValid = false;
                    else Refuse(RuleIds.NotAFact, Violations.LocationOf(parameter) is null ? type : parameter, $"{type.Name}.{parameter.Name}", Display(parameter.Type), what);
                    continue;
                }

                Refuse(RuleIds.UnmatchedParameter, Violations.LocationOf(parameter) is null ? type : parameter, parameter.Name, type.Name);
                continue;
            }

            var suppresses = !parameter.Type.IsValueType
                && parameter.NullableAnnotation == NullableAnnotation.NotAnnotated
                && carrier.Type.NullableAnnotation != NullableAnnotation.NotAnnotated;
            arguments.Add(new PendingArgument(parameter.Type.InCode(), carrier, parameter.HasExplicitDefaultValue ? Literals.DefaultOf(parameter) : "default!", suppresses));
        }

        return arguments.Count == constructor.Parameters.Length;
    }

    /// <summary>What is no data does not become any by being private.</summary>
    private void CheckKept(INamedTypeSymbol type, List<JsonMember> declared, string path)
    {
        if (Violations.LocationOf(type) is null) return;
        foreach (var (member, memberType, what) in NotFacts.KeptBy(type))
        {
            if (declared.Exists(known => SymbolEqualityComparer.Default.Equals(known.Symbol, member))) continue;
            Refuse(RuleIds.NotAFact, member, path + "." + member.Name, Display(memberType), what);
        }
    }

    private static bool Keeps(INamedTypeSymbol type, ITypeSymbol kept)
    {
        foreach (var (_, memberType, _) in NotFacts.KeptBy(type))
        {
            if (SymbolEqualityComparer.Default.Equals(memberType, kept)) return true;
        }

        return false;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private void CheckNames(List<(JsonMember Member, JsonMemberModel Model)> members)
    {
        var names = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        foreach (var (member, model) in members)
        {
            if (names.TryGetValue(model.JsonName, out var other)) Refuse(RuleIds.DuplicateJsonName, member.Symbol, other.Symbol.Name, member.Symbol.Name, model.JsonName);
            else names.Add(model.JsonName, member);
        }
    }

    private JsonMemberModel? RefuseMember(string ruleId, JsonMember member, params string[] arguments)
    {
        Refuse(ruleId, member.Symbol, arguments);
        return null;
    }

    private JsonTypeModel? Refuse(string ruleId, ISymbol symbol, params string[] arguments)
    {
        _isValid = false;

        // The compiler itself reports a type that does not exist.
        if (ruleId.Length > 0) violations?.Add(ruleId, symbol, usedAt, arguments);
        return null;
    }

    private sealed class PendingArgument(string type, JsonMember carrier, string defaultValue, bool suppresses)
    {
        public JsonArgument Resolve(List<(JsonMember Member, JsonMemberModel Model)> members) =>
            new(type, members.FindIndex(m => ReferenceEquals(m.Member, carrier)), defaultValue, suppresses);
    }
}
