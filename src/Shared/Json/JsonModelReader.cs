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
    private readonly JsonReport _report = new(violations, usedAt);
    private readonly HashSet<ISymbol> _reached = new(SymbolEqualityComparer.IncludeNullability);
    private readonly Queue<(INamedTypeSymbol Type, string Path)> _waiting = new();
    private readonly Dictionary<string, List<JsonMember>> _membersByCodec = new(StringComparer.Ordinal);

    /// <summary>The models of the type and of all that it reaches, or <see langword="null"/> where any of them cannot be written or read.</summary>
    public EquatableArray<JsonTypeModel>? Read(INamedTypeSymbol root)
    {
        if (JsonAttributes.Of(root) is { Converter: { } converter }) return ReadConverted(root, converter);
        Reach(root, root.Name);
        return ReadWaiting();
    }

    private EquatableArray<JsonTypeModel>? ReadWaiting()
    {
        var models = new List<JsonTypeModel>();
        while (_waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (type, path) = _waiting.Dequeue();
            if (ReadType(type, path) is { } model) models.Add(model);
            if (!_report.IsValid && !_report.IsWanted) return null;
        }

        foreach (var model in models) CheckDiscriminator(model);
        return _report.IsValid ? new EquatableArray<JsonTypeModel>([.. models]) : null;
    }

    /// <summary>Whether all that was read so far can be written and read back.</summary>
    public bool IsValid => _report.IsValid;

    /// <summary>How the value of a member of a row becomes JSON, by itself; <see langword="null"/> where it cannot.</summary>
    /// <param name="member">The member.</param>
    /// <param name="type">Its type, without the question mark of a nullable.</param>
    /// <param name="path">How it was reached.</param>
    public JsonShape? ReadMember(JsonMember member, ITypeSymbol type, string path)
    {
        if (member.Attributes.HasUnnamedConverter)
        {
            _report.Refuse(RuleIds.UnsupportedMember, member.Symbol, path, type.Name, "its converter is chosen at run time; name its type with [JsonConverter]");
            return null;
        }

        var shapes = new JsonShapeReader(assembly, Reach);
        if (shapes.Read(type, member.Attributes.Converter, path) is { } shape) return shape with { AllowsNull = false, IsOblivious = false };
        var (ruleId, problem, place) = shapes.Problem;
        if (place is null || Violations.LocationOf(place) is null) _report.Refuse(ruleId, member.Symbol, path, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), problem);
        else _report.Refuse(ruleId, place, path, place.Name, problem);
        return null;
    }

    /// <summary>The models of the types that the members read so far reach.</summary>
    public EquatableArray<JsonTypeModel> ReachedTypes() => ReadWaiting() ?? EquatableArray<JsonTypeModel>.Empty;

    private void Reach(INamedTypeSymbol type, string path)
    {
        type = (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (_reached.Add(type)) _waiting.Enqueue((type, path));
    }

    private EquatableArray<JsonTypeModel>? ReadConverted(INamedTypeSymbol root, INamedTypeSymbol converter)
    {
        if (JsonConverters.Make(root, converter, assembly, out var why) is { } make)
            return new EquatableArray<JsonTypeModel>([Model(root, null, [], []) with { Form = JsonForm.Converter, Converter = make }]);
        _report.Refuse(RuleIds.UnsupportedMember, root, root.Name, root.Name, why);
        return null;
    }

    private JsonTypeModel? ReadType(INamedTypeSymbol type, string path)
    {
        var attributes = JsonAttributes.Of(type);
        if (!_report.IsWanted && !attributes.AreAny && compilation is not null && PositionalRecord.TryRead(type, compilation, cancellationToken) is { } parameters)
            return ReadPositional(type, parameters, path);
        if (attributes.Unsupported is { } unsupported) _report.PassOver(unsupported, type, path, JsonMemberReader.WhyPassedOver(unsupported));
        if (attributes.HasUnnamedConverter) return Refuse(type, path, "its converter is chosen at run time; name its type with [JsonConverter]");
        if (!TryReadDerived(type, attributes, path, out var polymorphism)) return null;

        var isAbstract = type.IsAbstract;
        if (isAbstract && polymorphism is { Unknown: JsonUnknownDerived.Fail })
            return Model(type, null, [], []) with { Form = JsonForm.DerivedOnly, CanBeRead = false, Polymorphism = polymorphism };
        IMethodSymbol? constructor = null;
        if (!isAbstract && (constructor = JsonConstructor.Choose(type, out var why)) is null)
        {
            _report.Refuse(RuleIds.NoUsableConstructor, type, type.Name, why);
            return null;
        }

        return ReadMembers(type, attributes, constructor, path) is { } model ? model with { Polymorphism = polymorphism, RefusesUnmapped = attributes.RefusesUnmapped } : null;
    }

    private JsonTypeModel? ReadMembers(INamedTypeSymbol type, JsonAttributes attributes, IMethodSymbol? constructor, string path)
    {
        var declared = JsonMember.Of(type);
        var shapes = new JsonShapeReader(assembly, Reach);
        var reader = new JsonMemberReader(type, attributes, constructor, assembly, shapes, _report);
        var refusals = _report.Refusals;
        var members = reader.ReadMembers(declared, path);
        reader.CheckKept(declared, path);
        var model = Model(type, constructor, [], []);
        _membersByCodec[model.Codec] = declared;

        // The order among equals stays that of declaration: List.Sort is not stable.
        members = [.. members.OrderBy(m => m.Member.Attributes.Order)];
        if (attributes.IsEventValue && _report.Refusals == refusals)
        {
            members = JsonEventValue.Values(members);
            if (JsonEventValue.WhyNot(members, attributes) is { } why) return Refuse(type, path, why);
        }

        List<JsonArgument>? arguments = [];
        if (constructor is not null && (arguments = reader.ReadArguments(declared, members)) is null || !_report.IsValid) return null;
        model = model with
        {
            CanBeRead = constructor is not null,
            Arguments = new EquatableArray<JsonArgument>([.. arguments!]),
            Members = new EquatableArray<JsonMemberModel>([.. members.Select(m => m.Model)]),
        };
        if (!attributes.IsEventValue) return model;
        var value = members[0].Model with { Shape = members[0].Model.Shape with { AllowsNull = false } };
        return model with
        {
            Form = JsonForm.Value,
            Members = new EquatableArray<JsonMemberModel>([value]),
            Key = value.Shape.Kind == JsonKind.Converter ? null : shapes.ReadKey(members[0].Member.Type, path),
        };
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
                _report.Refuse("", type);
                return null;
            }

            members[i] = new JsonMemberModel(
                name, CamelCase.From(name), shape, JsonWriting.Always, JsonSetting.Constructor, !JsonMember.IsNullable(parameterType), null, typeName, IsField: false);
            arguments[i] = new JsonArgument(parameterType.InCode(), i, "default!", Suppresses: false);
        }

        return Model(type, null, arguments, members);
    }

    private bool TryReadDerived(INamedTypeSymbol type, JsonAttributes attributes, string path, out JsonPolymorphism? polymorphism)
    {
        polymorphism = null;
        if (attributes.DerivedTypes.Count == 0) return true;
        polymorphism = JsonDerivedTypes.Read(type, attributes, assembly, out var why, out var derived);
        if (polymorphism is null)
        {
            if (why.Length > 0) Refuse(type, path, why);
            else _report.Refuse("", type);
            return false;
        }

        foreach (var symbol in derived) Reach(symbol, path);
        return true;
    }

    /// <summary>A member of a derived type that has the name of what tells the types apart would be taken for it.</summary>
    private void CheckDiscriminator(JsonTypeModel model)
    {
        if (model.Polymorphism is not { } polymorphism) return;
        foreach (var derived in polymorphism.Derived)
        {
            if (derived is { Text: null, Number: null } || !_membersByCodec.TryGetValue(derived.Codec, out var members)) continue;
            foreach (var member in members)
            {
                if (!member.IsIgnored && !member.Attributes.IsExtensionData && member.JsonName == polymorphism.Discriminator)
                    _report.Refuse(RuleIds.DuplicateJsonName, member.Symbol, "[JsonPolymorphic]", member.Symbol.Name, polymorphism.Discriminator);
            }
        }
    }

    private JsonTypeModel Model(INamedTypeSymbol type, IMethodSymbol? constructor, JsonArgument[] arguments, JsonMemberModel[] members)
    {
        var isPrivate = constructor is not null && !Symbols.IsAccessible(constructor, assembly);
        return new JsonTypeModel(
            type.InCode(),
            TypeNames.CodecName(type),
            type.IsValueType,
            isPrivate,
            new EquatableArray<JsonArgument>(arguments),
            new EquatableArray<JsonMemberModel>(members))
        {
            OpenConstructor = isPrivate ? JsonOpenAccess.Of(type, constructor!.OriginalDefinition.Parameters.Select(p => p.Type)) : null,
        };
    }

    private JsonTypeModel? Refuse(INamedTypeSymbol type, string path, string why)
    {
        _report.Refuse(RuleIds.UnsupportedMember, type, path, type.Name, why);
        return null;
    }
}
