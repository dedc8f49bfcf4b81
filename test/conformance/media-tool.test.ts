import { createFfmpegMediaTool } from '../../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { createScriptedMediaTool } from '../../src/adapters/media-tool/scripted/scripted-media-tool.ts';
import { describeMediaTool } from './media-tool.ts';

describeMediaTool('ffmpeg', createFfmpegMediaTool());
describeMediaTool('scripted', createScriptedMediaTool());
