import type { FileFacts, ImportFact, ProjectModel, Span } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

interface Crossing {
  messageId: 'layer' | 'browser';
  data: Record<string, string>;
  span: Span;
  related?: { path: string; span: Span; message: string }[];
}

/** Imports of a file that its layer may not have, as the configuration says; where it says nothing of layers, of a server by a browser. */
export function layerCrossings(model: ProjectModel, file: FileFacts): Crossing[] {
  const settings = model.settingsOf(file.path);
  const isConfigured = Object.keys(settings.configuration.layers).length > 0;
  return file.imports.flatMap((each) => {
    if (each.typeOnly) return [];
    const crossing = isConfigured ? intoLayer(model, file, each) : undefined;
    return crossing ?? intoServer(model, file, each) ?? [];
  });
}

function intoLayer(
  model: ProjectModel,
  file: FileFacts,
  { specifier, span }: ImportFact,
): Crossing | undefined {
  const settings = model.settingsOf(file.path);
  const layer = settings.layerOf(file.path);
  const target = layer === undefined ? undefined : model.modules.targetOf(file.path, specifier);
  const other = target === undefined ? undefined : settings.layerOf(target);
  if (layer === undefined || target === undefined || other === undefined || settings.mayUse(layer, other))
    return undefined;
  return { messageId: 'layer', data: { layer, target, other }, span };
}

function intoServer(model: ProjectModel, file: FileFacts, each: ImportFact): Crossing | undefined {
  if (!model.serverCode.isForBrowsers(file)) return undefined;
  if (model.modules.targetOf(file.path, each.specifier) === undefined) return undefined;
  for (const holder of model.serverCode.holdersOf(file, each)) {
    if (!isProductionCode(holder) || holder.directive !== undefined) continue;
    // Within one package of a front end, what needs a server is a build's or a test's.
    if (file.directive === undefined && !model.serverCode.areApart(file, holder)) continue;
    const needing = model.serverCode.needsServer(holder);
    if (!needing) continue;
    const through = needing === holder ? '' : `: it loads ${needing.path}`;
    return { messageId: 'browser', data: { target: holder.path, through }, span: each.span };
  }
  return undefined;
}
