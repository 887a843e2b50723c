#:package Microsoft.CodeAnalysis.CSharp@5.9.0
#:property ManagePackageVersionsCentrally=false

// Measures how the source is laid out: dotnet run bench/house/house.cs [-- ROOT]
// One type knows another when its source names it (or calls one of its extension methods).
// Folder circle: two folders beside each other that know each other, at any depth.
// File circle: files that know each other over any number of steps (a strongly connected component).
// Ends with 1 where there is a folder circle, or a circle of more than two files.

using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

var root = Path.GetFullPath(args.Length > 0 ? args[0] : ".");
string[] names = ["BatchLoadTest.Core", "BatchLoadTest.MockServer", "BatchLoadTest"];
var compilations = new List<CSharpCompilation>();
var isInOrder = true;
foreach (var name in names)
{
    var folder = Path.Combine(root, "src", name);
    var project = Project(Path.Combine(folder, $"{name}.csproj"));
    var trees = project.Sources.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file));
    var compilation = CSharpCompilation.Create(
        name,
        trees,
        [
            .. project
                .References.Where(file => !names.Contains(ProjectOf(file)))
                .Select(file => MetadataReference.CreateFromFile(file)),
            .. compilations.Select(earlier => earlier.ToMetadataReference()),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
    );
    compilations.Add(compilation);
    Report(name, folder, compilation);
}

var all = Sources(Path.Combine(root, "src"));
Console.WriteLine($"src: {all.Length} files, {all.Sum(Lines)} lines, median {Median(all)}");
return isInOrder ? 0 : 1;

void Report(string name, string folder, CSharpCompilation compilation)
{
    var files = Sources(folder);
    var arrows = Arrows(compilation, folder);
    var fileArrows = arrows
        .Where(arrow => arrow.FromFile != arrow.ToFile)
        .GroupBy(arrow => arrow.FromFile)
        .ToDictionary(group => group.Key, group => group.Select(arrow => arrow.ToFile).ToHashSet());
    var circles = Circles(fileArrows).OrderByDescending(circle => circle.Count).ToList();
    var pairs = FolderPairs(arrows);
    isInOrder &= pairs.Count == 0 && circles.All(circle => circle.Count <= 2);
    var outgoing = Outgoing(compilation)
        .OrderByDescending(pair => pair.Value)
        .Take(3)
        .Select(pair => $"{pair.Key} {pair.Value}");
    Console.WriteLine($"{name}: {files.Length} files, {files.Sum(Lines)} lines, median {Median(files)}");
    Console.WriteLine($"  files in its root: {files.Count(file => Path.GetDirectoryName(file) == folder)}");
    Console.WriteLine($"  folder circles: {pairs.Count}{Listed(pairs)}");
    Console.WriteLine(
        $"  file circles: {circles.Count}, largest {circles.FirstOrDefault()?.Count ?? 0}{Listed(circles.Select(circle => string.Join(", ", circle)))}"
    );
    Console.WriteLine($"  most outgoing references: {string.Join(", ", outgoing)}");
}

static string Listed(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"\n    {line}"));

static List<string> FolderPairs(List<Arrow> arrows)
{
    var known = new HashSet<(string, string)>();
    foreach (var arrow in arrows)
    {
        var from = FolderOf(arrow.FromFile);
        var to = FolderOf(arrow.ToFile);
        var depth = 0;
        while (depth < from.Length && depth < to.Length && from[depth] == to[depth])
        {
            depth++;
        }

        if (depth < from.Length && depth < to.Length)
        {
            known.Add((string.Join('/', from[..(depth + 1)]), string.Join('/', to[..(depth + 1)])));
        }
    }

    return
    [
        .. known
            .Where(pair =>
                string.CompareOrdinal(pair.Item1, pair.Item2) < 0 && known.Contains((pair.Item2, pair.Item1))
            )
            .Select(pair =>
                $"{pair.Item1} <-> {pair.Item2}: {Examples(arrows, pair.Item1, pair.Item2)} | {Examples(arrows, pair.Item2, pair.Item1)}"
            )
            .Order(StringComparer.Ordinal),
    ];
}

// Files in the project's root are a folder too, beside the others.
static string[] FolderOf(string file) =>
    Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder.Split('/') : ["."];

static string Examples(List<Arrow> arrows, string from, string to) =>
    string.Join(
        ", ",
        arrows
            .Where(arrow =>
                string.Join('/', FolderOf(arrow.FromFile)).StartsWith(from, StringComparison.Ordinal)
                && string.Join('/', FolderOf(arrow.ToFile)).StartsWith(to, StringComparison.Ordinal)
            )
            .Select(arrow =>
                $"{Path.GetFileNameWithoutExtension(arrow.FromFile)}→{Path.GetFileNameWithoutExtension(arrow.ToFile)}"
            )
            .Distinct()
            .Take(4)
    );

static List<Arrow> Arrows(CSharpCompilation compilation, string folder)
{
    var arrows = new List<Arrow>();
    foreach (var (tree, _, known) in Named(compilation))
    {
        foreach (var place in known.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath))
        {
            if (InFolder(tree.FilePath, folder) && InFolder(place, folder))
            {
                arrows.Add(new Arrow(Path.GetRelativePath(folder, tree.FilePath), Path.GetRelativePath(folder, place)));
            }
        }
    }

    return [.. arrows.Distinct()];
}

static bool InFolder(string file, string folder) =>
    file.StartsWith(folder + "/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal);

static Dictionary<string, int> Outgoing(CSharpCompilation compilation) =>
    Named(compilation)
        .Where(named => named.By is not null && !SymbolEqualityComparer.Default.Equals(named.By, named.Known))
        .GroupBy(named => named.By!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))
        .ToDictionary(
            group => group.Key,
            group => group.Select(named => named.Known.ToDisplayString()).Distinct().Count()
        );

// Each of our own types that a file names, with the outermost type in which the name stands.
static IEnumerable<(SyntaxTree Tree, INamedTypeSymbol? By, INamedTypeSymbol Known)> Named(CSharpCompilation compilation)
{
    foreach (var tree in compilation.SyntaxTrees)
    {
        var model = compilation.GetSemanticModel(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            var type = symbol switch
            {
                INamedTypeSymbol named => named,
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
                IMethodSymbol { IsExtensionMethod: true } extension => extension.ContainingType,
                _ => null,
            };
            if (type is null || !type.ContainingAssembly.Name.StartsWith("BatchLoadTest", StringComparison.Ordinal))
            {
                continue;
            }

            var by = name.Ancestors().OfType<BaseTypeDeclarationSyntax>().LastOrDefault();
            yield return (
                tree,
                by is null ? null : model.GetDeclaredSymbol(by) as INamedTypeSymbol,
                Outermost(type).OriginalDefinition
            );
        }
    }
}

static INamedTypeSymbol Outermost(INamedTypeSymbol type) => type.ContainingType is { } outer ? Outermost(outer) : type;

static List<List<string>> Circles(Dictionary<string, HashSet<string>> arrows)
{
    var index = new Dictionary<string, int>();
    var low = new Dictionary<string, int>();
    var stack = new Stack<string>();
    var circles = new List<List<string>>();
    foreach (var file in arrows.Keys.Where(file => !index.ContainsKey(file)).ToList())
    {
        if (!index.ContainsKey(file))
        {
            Visit(file);
        }
    }

    return circles;

    void Visit(string file)
    {
        index[file] = low[file] = index.Count;
        stack.Push(file);
        foreach (var next in arrows.GetValueOrDefault(file) ?? [])
        {
            if (!index.ContainsKey(next))
            {
                Visit(next);
                low[file] = Math.Min(low[file], low[next]);
            }
            else if (stack.Contains(next))
            {
                low[file] = Math.Min(low[file], index[next]);
            }
        }

        if (low[file] == index[file])
        {
            var circle = new List<string>();
            do
            {
                circle.Add(stack.Pop());
            } while (circle[^1] != file);
            if (circle.Count > 1)
            {
                circles.Add(circle);
            }
        }
    }
}

static string[] Sources(string folder) =>
    [
        .. Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            ),
    ];

static int Lines(string file) => File.ReadLines(file).Count();

static int Median(string[] files) => files.Select(Lines).Order().ElementAt(files.Length / 2);

static string ProjectOf(string assembly) =>
    Path.GetFileNameWithoutExtension(assembly) is "batch-load-test"
        ? "BatchLoadTest"
        : Path.GetFileNameWithoutExtension(assembly);

// What the compiler gets: sources (global usings too) and references.
static (string[] Sources, string[] References) Project(string file)
{
    using var process = Process.Start(
        new ProcessStartInfo(
            "dotnet",
            [
                "build",
                file,
                "-c",
                "Release",
                "-v",
                "q",
                "-t:Restore;ResolveReferences;GenerateGlobalUsings",
                "-p:BuildProjectReferences=false",
                "-getItem:Compile,ReferencePathWithRefAssemblies",
            ]
        )
        {
            RedirectStandardOutput = true,
        }
    )!;
    using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
    process.WaitForExit();
    var items = answer.RootElement.GetProperty("Items");
    return (Paths(items.GetProperty("Compile")), Paths(items.GetProperty("ReferencePathWithRefAssemblies")));

    string[] Paths(JsonElement list) =>
        [
            .. list.EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!.Replace('\\', '/'))
                .Select(path => Path.GetFullPath(path, Path.GetDirectoryName(file)!))
                .Distinct(),
        ];
}

internal sealed record Arrow(string FromFile, string ToFile);
