using System.Collections;
using System.Management.Automation;

namespace SsprModule.Shell.Commands;

/// <summary>Stands in for <c>Select-Object</c>; <c>-First</c> stops the commands before it, as the real one does.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
internal sealed class SelectObject : PSCmdlet
{
    private readonly Queue<PSObject> tail = new();
    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
    private CalculatedProperty[] properties = [];
    private long taken;
    private long skipped;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    protected override void BeginProcessing() => properties = Array.ConvertAll(Property, CalculatedProperty.Parse);

    protected override void ProcessRecord()
    {
        if (InputObject is null || First == 0)
        {
            StopWhenComplete();
            return;
        }

        if (Last is { } last)
        {
            tail.Enqueue(InputObject);
            if (tail.Count > last + Skip)
            {
                tail.Dequeue();
            }
        }
        else if (skipped < Skip)
        {
            skipped++;
        }
        else
        {
            Take(InputObject);
            StopWhenComplete();
        }
    }

    protected override void EndProcessing()
    {
        while (tail.Count > Skip)
        {
            Take(tail.Dequeue());
        }
    }

    private void Take(PSObject item)
    {
        var selected = properties.Length == 0 ? item : Project(item);
        if (ExpandProperty is not null)
        {
            Expand(item);
        }
        else if (!Unique || seen.Add(Describe(selected)))
        {
            taken++;
            WriteObject(selected);
        }
    }

    private PSObject Project(PSObject item)
    {
        var result = new PSObject();
        foreach (var property in properties)
        {
            foreach (var name in property.NamesOn(item))
            {
                var value = name == property.Name ? property.ValueOf(item) : item.Properties[name].Value;
                result.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        // The names that PowerShell's own has, so that views of the original type still fit.
        result.TypeNames.Insert(0, "Selected." + item.BaseObject.GetType());
        return result;
    }

    private void Expand(PSObject item)
    {
        var property = item.Properties[ExpandProperty];
        if (property is null)
        {
            var error = new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found.");
            WriteError(new ErrorRecord(error, "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, item));
            return;
        }

        taken++;
        var value = property.Value is PSObject wrapped ? wrapped.BaseObject : property.Value;
        WriteObject(property.Value, enumerateCollection: value is IEnumerable and not string and not IDictionary);
    }

    private static string Describe(PSObject item) => item.BaseObject is PSCustomObject
        ? string.Join('\n', item.Properties.Select(property => $"{property.Name}={property.Value}"))
        : item.ToString();

    private void StopWhenComplete()
    {
        if (First is { } first && Last is null && taken >= first)
        {
            throw UpstreamStop.Create(this);
        }
    }
}
